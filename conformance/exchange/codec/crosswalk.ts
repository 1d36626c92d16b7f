/** The measured crosswalk, as messages. */
import type { MessageInitShape } from '@bufbuild/protobuf';
import * as pb from '../../../gen/es/testing/index.js';
import type { CrosswalkRow, MeasuredCause, ToldParty } from '../crosswalk.js';
import { candidate } from './observation.js';
import { maybe, words } from './shared.js';

const cause = words<MeasuredCause, pb.MeasuredCause>('cause of a departure', {
  'own-leave': pb.MeasuredCause.OWN_LEAVE,
  'removed-by-host': pb.MeasuredCause.REMOVED_BY_HOST,
  'removed-by-operator': pb.MeasuredCause.REMOVED_BY_OPERATOR,
  'ended-by-host': pb.MeasuredCause.ENDED_BY_HOST,
  'ended-by-last': pb.MeasuredCause.ENDED_BY_LAST,
  'ended-by-operator': pb.MeasuredCause.ENDED_BY_OPERATOR,
  'closed-by-operator': pb.MeasuredCause.CLOSED_BY_OPERATOR,
  replaced: pb.MeasuredCause.REPLACED,
  switched: pb.MeasuredCause.SWITCHED,
  viewer: pb.MeasuredCause.VIEWER,
  'relay-stopped': pb.MeasuredCause.RELAY_STOPPED,
  cut: pb.MeasuredCause.CUT,
  reset: pb.MeasuredCause.RESET,
  silence: pb.MeasuredCause.SILENCE,
  'window-over': pb.MeasuredCause.WINDOW_OVER,
});

const listener = words<ToldParty, pb.Listener>('listener', { leaver: pb.Listener.LEAVER, others: pb.Listener.OTHERS });

/** {@link CrosswalkRow}, and adjourn.testing.v1.CrosswalkRow. */
export const crosswalkRow = {
  encode: (row: CrosswalkRow): MessageInitShape<typeof pb.CrosswalkRowSchema> => ({
    ...row,
    cause: cause.number(row.cause),
    listener: listener.number(row.listener),
    means: row.means.map(candidate.encode),
  }),
  decode: (row: pb.CrosswalkRow): CrosswalkRow => ({
    cause: cause.word(row.cause),
    listener: listener.word(row.listener),
    ...maybe('native', row.native),
    means: row.means.map(candidate.decode),
    times: row.times,
    medianMs: row.medianMs,
    mostMs: row.mostMs,
  }),
};
