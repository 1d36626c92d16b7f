/** Scenarios for a client: a core that a case is about, and an ordinary meeting around it. */
import fc from 'fast-check';
import { close as closeCode, reason, wsClose } from '../../gen/codes.js';
import {
  type Action,
  attendee,
  join,
  type PeerAction,
  peer,
  type Round,
  remove,
  type Scenario,
} from '../exchange/scenario.js';
import { type Code, type Wording, wordings } from '../exchange/words.js';

/** The one seat of a client's world. */
export const CLIENT = 'ann';

/** Every code of the registry, the nine core ones first. */
export const CODES: readonly number[] = Object.values(reason);
/** Of a later revision, of a vendor, and of nobody. */
export const UNKNOWN_CODES = [1042, 1500, 9999] as const;
/** No reason at all, and one whose code is 0. */
export const SILENT_CODES = ['absent', 0] as const;

/** Any way to word a reason. */
export const anyWording: fc.Arbitrary<Wording> = fc.constantFrom(...wordings);
/** Any reason code, known or not. */
export const anyCode: fc.Arbitrary<Code> = fc.constantFrom<Code>(...CODES, ...UNKNOWN_CODES, ...SILENT_CODES);

/** Those whom the peer has in its room, and somebody of whom the client has not been told. */
const anybody = fc.constantFrom('bob', 'cyd', 'dan');

/** Any departure of somebody else. */
export const anyDeparture = (who: fc.Arbitrary<string>, code: fc.Arbitrary<Code>): fc.Arbitrary<Action> =>
  fc
    .tuple(who, code, anyWording)
    .map(([name, number, wording]) =>
      peer({ kind: 'participantLeft', who: name, code: number, wording, numbering: 'next' }),
    );

/** What happens in any meeting, and ends nothing. */
const anyNews: fc.Arbitrary<Action> = fc.oneof(
  { weight: 3, arbitrary: anyDeparture(anybody, anyCode) },
  { weight: 3, arbitrary: anybody.map((who) => peer({ kind: 'participantJoined', who, numbering: 'next' })) },
  { weight: 1, arbitrary: fc.constant(peer({ kind: 'heartbeat' })) },
  { weight: 1, arbitrary: fc.constant(peer({ kind: 'unknown', numbering: 'next' })) },
  { weight: 1, arbitrary: anybody.map((who) => remove(CLIENT, who)) },
);

const rounds = (step: fc.Arbitrary<Action>, most: number): fc.Arbitrary<Round[]> =>
  fc.array(fc.array(step, { minLength: 1, maxLength: 2 }), { maxLength: most, size: 'max' });

const seats = [attendee(CLIENT)];

/** The setting comes before the join, and news between the join and the core. */
export const inMeeting = (setting: readonly Action[], core: fc.Arbitrary<readonly Round[]>): fc.Arbitrary<Scenario> =>
  fc.tuple(rounds(anyNews, 2), core).map(([news, middle]) => ({
    seats,
    rounds: [...setting.map((step) => [step]), [join(CLIENT)], ...news, ...middle],
  }));

/** The core alone: where there is no meeting yet. */
export const alone = (core: fc.Arbitrary<readonly Round[]>): fc.Arbitrary<Scenario> =>
  core.map((all) => ({ seats, rounds: all }));

/** Anything that a server may do, and much that none may. */
const anyDeed: fc.Arbitrary<PeerAction> = fc.oneof(
  fc
    .tuple(anyCode, anyWording, fc.constantFrom('next', 'zero', 'repeat', 'gap'))
    .map(([code, wording, numbering]): PeerAction => ({ kind: 'roomLeft', code, wording, numbering })),
  fc
    .tuple(fc.constantFrom('bob', 'cyd', 'dan', 'oneself'), anyCode, anyWording, fc.constantFrom('next', 'zero', 'gap'))
    .map(([who, code, wording, numbering]): PeerAction => ({ kind: 'participantLeft', who, code, wording, numbering })),
  fc
    .constantFrom(wsClose.NORMAL, wsClose.GOING_AWAY, 3000, closeCode.REMOVE_PEER, closeCode.REMOVE_ALL, 4542)
    .map((code): PeerAction => ({ kind: 'close', code })),
  fc.constantFrom('fin' as const, 'reset' as const).map((how): PeerAction => ({ kind: 'cut', how })),
);

/** A meeting with anything in it, at any time. */
export const anyMeeting = (calls: fc.Arbitrary<Action>, most: number): fc.Arbitrary<Scenario> =>
  rounds(
    fc.oneof(
      { weight: 3, arbitrary: anyNews },
      { weight: 1, arbitrary: anyDeed.map(peer) },
      { weight: 1, arbitrary: calls },
    ),
    most,
  ).map((middle) => ({ seats, rounds: [[join(CLIENT)], ...middle] }));
