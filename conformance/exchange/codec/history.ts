/** Scenarios, and the histories of playing them, as messages. */
import type { MessageInitShape } from '@bufbuild/protobuf';
import * as pb from '../../../gen/es/testing/index.js';
import type { History, HistoryRecord, Sent, Settled } from '../history.js';
import type { Scenario, Seat } from '../scenario.js';
import { actions } from './action.js';
import { notes } from './note.js';
import { observations } from './observation.js';
import { profiles } from './profile.js';
import { CodecError, codec, maybe, need, role, unknownKind, words } from './shared.js';

const settled = words<Settled, pb.Settled>('end of a history', {
  fenced: pb.Settled.FENCED,
  quiet: pb.Settled.QUIET,
  unreachable: pb.Settled.UNREACHABLE,
});

/** {@link Seat}, and adjourn.testing.v1.Seat. */
export const seats = {
  encode: (seat: Seat) => ({ ...seat, role: role.number(seat.role) }),
  decode: (seat: pb.Seat): Seat => ({
    name: seat.name,
    participant: seat.participant,
    role: role.word(seat.role),
  }),
};

/** {@link Scenario}, and adjourn.testing.v1.Scenario. */
export const scenarios = codec<Scenario, typeof pb.ScenarioSchema>(
  pb.ScenarioSchema,
  (scenario) => ({
    seats: scenario.seats.map(seats.encode),
    rounds: scenario.rounds.map((steps) => ({ steps: steps.map(actions.toMessage) })),
  }),
  (message) => ({
    seats: message.seats.map(seats.decode),
    rounds: message.rounds.map(({ steps }) => steps.map(actions.fromMessage)),
  }),
);

/** What a step that was carried out bears beyond the step itself; each of them only on some. */
const particulars = {
  encode: ({ request, target, ack, targets, session, token, sequence }: Sent) => ({
    ...maybe('request', request),
    ...maybe('target', target),
    ...maybe('ack', ack),
    ...maybe('targets', targets && { participations: [...targets] }),
    ...maybe('session', session),
    ...maybe('token', token),
    ...maybe('sequence', sequence),
  }),
  decode: ({ request, target, ack, targets, session, token, sequence }: pb.Sent) => ({
    ...maybe('request', request),
    ...maybe('target', target),
    ...maybe('ack', ack),
    ...maybe('targets', targets?.participations),
    ...maybe('session', session),
    ...maybe('token', token),
    ...maybe('sequence', sequence),
  }),
};

/** {@link HistoryRecord}, and adjourn.testing.v1.HistoryRecord. */
export const records = codec<HistoryRecord, typeof pb.HistoryRecordSchema>(
  pb.HistoryRecordSchema,
  (record) => ({ at: record.at, seat: record.seat, kind: recordKind(record) }),
  ({ at, seat, kind }) => {
    switch (kind.case) {
      case 'sent': {
        const { round, connection } = kind.value;
        const action = actions.fromMessage(need(kind.value.action, 'The action that was sent'));
        return { kind: 'sent', at, seat, round, connection, action, ...particulars.decode(kind.value) };
      }
      case 'seen': {
        const observation = observations.fromMessage(need(kind.value.observation, 'The observation of a record'));
        return { kind: 'seen', at, seat, connection: kind.value.connection, observation };
      }
      case 'skipped': {
        const action = actions.fromMessage(need(kind.value.action, 'The action that was skipped'));
        return { kind: 'skipped', at, seat, round: kind.value.round, action, why: kind.value.why };
      }
      case 'overdue': {
        const { connection, request, afterMs } = kind.value;
        const action = actions.fromMessage(need(kind.value.action, 'The action that is overdue'));
        return { kind: 'overdue', at, seat, connection, action, afterMs, ...maybe('request', request) };
      }
      case 'noted': {
        const note = notes.fromMessage(need(kind.value.note, 'The note of a record'));
        return { kind: 'client', at, seat, connection: kind.value.connection, note };
      }
      default:
        throw new CodecError('A record of a history has no kind that this version knows.');
    }
  },
);

function recordKind(record: HistoryRecord): NonNullable<MessageInitShape<typeof pb.HistoryRecordSchema>['kind']> {
  switch (record.kind) {
    case 'sent': {
      const { round, connection } = record;
      const action = actions.toMessage(record.action);
      return { case: 'sent', value: { round, connection, action, ...particulars.encode(record) } };
    }
    case 'seen': {
      const observation = observations.toMessage(record.observation);
      return { case: 'seen', value: { connection: record.connection, observation } };
    }
    case 'skipped':
      return {
        case: 'skipped',
        value: { round: record.round, action: actions.toMessage(record.action), why: record.why },
      };
    case 'overdue': {
      const { connection, request, afterMs } = record;
      const action = actions.toMessage(record.action);
      return { case: 'overdue', value: { connection, action, afterMs, ...maybe('request', request) } };
    }
    case 'client':
      return { case: 'noted', value: { connection: record.connection, note: notes.toMessage(record.note) } };
    default:
      throw unknownKind('record', record);
  }
}

/** {@link History}, and adjourn.testing.v1.History. */
export const histories = codec<History, typeof pb.HistorySchema>(
  pb.HistorySchema,
  (history) => ({
    scenario: scenarios.toMessage(history.scenario),
    profile: profiles.toMessage(history.profile),
    records: history.records.map(records.toMessage),
    settled: settled.number(history.settled),
  }),
  (message) => ({
    scenario: scenarios.fromMessage(need(message.scenario, 'The scenario of a history')),
    profile: profiles.fromMessage(need(message.profile, 'The profile of a history')),
    records: message.records.map(records.fromMessage),
    settled: settled.word(message.settled),
  }),
);
