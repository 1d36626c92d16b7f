/** Where somebody goes in, as part of a message: the room, and what is wrong with the way there. */
import * as pb from '../../../gen/es/testing/index.js';
import type { Entrance } from '../scenario.js';
import type { Flaw, Unfit } from '../words.js';
import { maybe, words } from './shared.js';

const flaw = words<Flaw, pb.Flaw>('flaw of an access token', {
  'other-room': pb.Flaw.OTHER_ROOM,
  'other-participant': pb.Flaw.OTHER_PARTICIPANT,
  'other-role': pb.Flaw.OTHER_ROLE,
  missing: pb.Flaw.MISSING,
  garbage: pb.Flaw.GARBAGE,
  unsigned: pb.Flaw.UNSIGNED,
  tampered: pb.Flaw.TAMPERED,
  'alg-none': pb.Flaw.ALG_NONE,
  expired: pb.Flaw.EXPIRED,
  'expired-other-room': pb.Flaw.EXPIRED_OTHER_ROOM,
  'tampered-other-role': pb.Flaw.TAMPERED_OTHER_ROLE,
  'unsigned-other-participant': pb.Flaw.UNSIGNED_OTHER_PARTICIPANT,
  'not-yet': pb.Flaw.NOT_YET,
  'wrong-audience': pb.Flaw.WRONG_AUDIENCE,
});

const unfit = words<Unfit, pb.Unfit>('unfit entry', {
  'no-room': pb.Unfit.NO_ROOM,
  'no-participant': pb.Unfit.NO_PARTICIPANT,
  'no-role': pb.Unfit.NO_ROLE,
  'unknown-role': pb.Unfit.UNKNOWN_ROLE,
});

/** {@link Entrance}, as the fields of adjourn.testing.v1.JoinAction and SwitchAction. */
export const entrance = {
  encode: (one: Entrance) => ({
    room: one.room,
    ...maybe('flaw', one.flaw === undefined ? undefined : flaw.number(one.flaw)),
    ...maybe('unfit', one.unfit === undefined ? undefined : unfit.number(one.unfit)),
  }),
  decode: (message: pb.JoinAction | pb.SwitchAction) => ({
    room: message.room,
    ...maybe('flaw', message.flaw === undefined ? undefined : flaw.word(message.flaw)),
    ...maybe('unfit', message.unfit === undefined ? undefined : unfit.word(message.unfit)),
  }),
};
