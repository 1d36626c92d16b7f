/** Whether what a connection was shown is what the machine says, field by field. */
import { describe, expect, it } from 'vitest';
import type { Effect, Message } from '../../../spec/machine/messages.js';
import { type Observation, silentJoined } from '../../exchange/observation.js';
import { isAbout, sequenceOf, shows } from '../match.js';

const send = (message: Message, sequence = 1): Effect & { kind: 'send' } => ({
  kind: 'send',
  to: 'ann/1',
  sequence,
  message,
  clauses: ['join.roster'],
});
const close = (code: number): Effect => ({ kind: 'close', to: 'ann/1', code, clauses: ['close.code'] });

const bob = { participant: 'bob', participation: 'bob#1', role: 'attendee' } as const;
const cyd = { participant: 'cyd', participation: 'cyd#1', role: 'host' } as const;
const joined = {
  kind: 'joined',
  session: 'blue$1',
  participation: 'ann#1',
  roster: [bob, cyd],
  replyTo: 2,
  token: 'ann.1',
  lastRequest: 2,
} as const satisfies Message;

/** Each message of the machine, and what shows it. */
const alike: readonly (readonly [Effect, Observation])[] = [
  [send(joined), { ...silentJoined, ...joined }],
  [send({ kind: 'resumed', token: 'ann.2', lastRequest: 3 }), { kind: 'resumed', token: 'ann.2', lastRequest: 3 }],
  [send({ kind: 'accepted', replyTo: 2 }), { kind: 'accepted', replyTo: 2 }],
  [send({ kind: 'rejected', replyTo: 2, code: 'not_found' }), { kind: 'rejected', replyTo: 2, code: 'not_found' }],
  [send({ kind: 'participantJoined', member: bob }), { kind: 'participantJoined', member: bob }],
  [
    send({ kind: 'participantLeft', participant: 'bob', participation: 'bob#1', reason: 1101 }),
    { kind: 'participantLeft', participant: 'bob', participation: 'bob#1', reason: [1101] },
  ],
  [send({ kind: 'roomLeft', reason: null, replyTo: 2 }), { kind: 'roomLeft', replyTo: 2, reason: ['absent'] }],
  [close(4101), { kind: 'closed', code: 4101 }],
];

/** What is no longer the same, by the kind that it is of. */
const altered: readonly (readonly [Observation['kind'], object])[] = [
  ['joined', { session: 'blue$2' }],
  ['joined', { participation: 'ann#2' }],
  ['joined', { replyTo: 0 }],
  ['joined', { token: 'ann.2' }],
  ['joined', { lastRequest: 1 }],
  ['joined', { roster: [bob] }],
  ['joined', { roster: [bob, cyd, cyd] }],
  ['joined', { roster: [bob, bob] }],
  ['joined', { roster: [bob, { ...cyd, participation: 'cyd#2' }] }],
  ['joined', { roster: [bob, { ...cyd, participant: 'eve' }] }],
  ['joined', { roster: [bob, { ...cyd, role: 'attendee' }] }],
  ['resumed', { token: 'ann.1' }],
  ['resumed', { lastRequest: 2 }],
  ['accepted', { replyTo: 3 }],
  ['rejected', { replyTo: 3 }],
  ['rejected', { code: 'permission_denied' }],
  ['participantJoined', { member: cyd }],
  ['participantLeft', { participation: 'bob#2' }],
  ['participantLeft', { participant: 'eve' }],
  ['participantLeft', { reason: [1002] }],
  ['roomLeft', { replyTo: 3 }],
  ['roomLeft', { reason: [1007] }],
  ['closed', { code: 4002 }],
];

/** What is still the same: a system may leave out what it does not have, and say what it does not tell apart. */
const fine: readonly (readonly [Observation['kind'], object])[] = [
  ['joined', { session: '' }],
  ['joined', { replyTo: undefined }],
  ['joined', { lastRequest: 5 }],
  ['joined', { roster: [cyd, bob] }],
  ['resumed', { lastRequest: 5 }],
  ['accepted', { replyTo: undefined }],
  ['rejected', { replyTo: undefined }],
  ['participantLeft', { reason: [1001, 1101] }],
  ['roomLeft', { replyTo: undefined, reason: [1006, 'absent'] }],
];

const of = (kind: Observation['kind']) => alike.find(([, seen]) => seen.kind === kind) as (typeof alike)[number];

describe('what is seen', () => {
  it.each(alike)('shows what was sent, and nothing of another kind: %j', (effect, seen) => {
    expect(alike.filter(([, other]) => shows(effect, other))).toEqual([[effect, seen]]);
  });

  it.each(altered)('does not show a %s where it differs in %j', (kind, change) => {
    const [effect, seen] = of(kind);
    expect(shows(effect, { ...seen, ...change } as Observation)).toBe(false);
  });

  it.each(fine)('shows a %s all the same with %j', (kind, change) => {
    const [effect, seen] = of(kind);
    expect(shows(effect, { ...seen, ...change } as Observation)).toBe(true);
  });
});

describe('what is seen in the place of something', () => {
  const refusal = { kind: 'rejected', code: 'not_found', replyTo: 0 } as const;
  const first = { ...joined, replyTo: 0 };

  it.each<[string, Effect, Observation, boolean]>([
    ['a close by another code', close(4101), { kind: 'closed', code: 1000 }, true],
    ['a RoomLeft for a close', close(4101), { kind: 'roomLeft', reason: [1101] }, false],
    [
      'a departure for another reason',
      of('participantLeft')[0],
      { ...of('participantLeft')[1], reason: [1] } as Observation,
      true,
    ],
    [
      'the departure of somebody else',
      of('participantLeft')[0],
      { ...of('participantLeft')[1], participation: 'x' } as Observation,
      false,
    ],
    [
      'the arrival of who departs',
      of('participantLeft')[0],
      { ...of('participantLeft')[1], kind: 'participantJoined', member: bob } as Observation,
      false,
    ],
    [
      'an arrival in another role',
      of('participantJoined')[0],
      { kind: 'participantJoined', member: { ...bob, role: 'host' } },
      true,
    ],
    ['the arrival of somebody else', of('participantJoined')[0], { kind: 'participantJoined', member: cyd }, false],
    ['the departure of who arrives', of('participantJoined')[0], of('participantLeft')[1], false],
    ['a refusal of a Join', send(first), refusal, true],
    ['a RoomLeft for a Join', send(first), { kind: 'roomLeft', reason: [1101], replyTo: 0 }, true],
    ['a Resumed for a Join', send(first), { kind: 'resumed', token: '', lastRequest: 0 }, true],
    ['the answer to a request for a Join', send(first), { ...refusal, replyTo: 4 }, false],
    ['an Accepted for a Join', send(first), { kind: 'accepted' }, false],
    ['a refusal of a Resume', of('resumed')[0], { kind: 'rejected', code: 'not_found' }, true],
    [
      'a Joined for a refusal',
      send({ kind: 'rejected', replyTo: 0, code: 'not_found' }, 0),
      { ...silentJoined, ...first },
      true,
    ],
    ['a refusal for the operator', send({ kind: 'accepted', replyTo: 0 }, 0), refusal, false],
    ['the refusal of a request', of('accepted')[0], { ...refusal, replyTo: 2 }, true],
    ['the answer to another request, of the same kind', of('accepted')[0], { kind: 'accepted', replyTo: 3 }, true],
    ['the refusal of another request', of('accepted')[0], { ...refusal, replyTo: 3 }, false],
    ['an arrival, for an answer', of('accepted')[0], { kind: 'participantJoined', member: bob }, false],
    ['the Joined of a switch refused', send(joined), { ...refusal, replyTo: 2 }, true],
    ['a refusal of nothing, for the Joined of a switch', send(joined), refusal, false],
    [
      'a RoomLeft without a request, for one with',
      of('roomLeft')[0],
      { kind: 'roomLeft', reason: [1002], replyTo: 0 },
      true,
    ],
  ])('%s', (_, effect, seen, expected) => {
    expect(isAbout(effect, seen)).toBe(expected);
  });
});

describe('the number of a message', () => {
  it('is there where the system has such a thing', () => {
    expect(sequenceOf({ kind: 'accepted', sequence: 3 })).toBe(3);
    expect(sequenceOf({ kind: 'accepted' })).toBeUndefined();
    expect(sequenceOf({ kind: 'closed', code: 1000 })).toBeUndefined();
  });
});
