/** Histories of clients, written by hand: right ones are explained, and of wrong ones the clause is named. */
import { describe, expect, it } from 'vitest';
import type { ClauseId } from '../../../gen/clauses.js';
import type { History } from '../../exchange/history.js';
import { dispose, end, join, leave, listener, remove, switchRoom, unload } from '../../exchange/scenario.js';
import {
  asks,
  begins,
  calls,
  closed,
  comesBack,
  concludes,
  does,
  ended,
  fence,
  heard,
  inside,
  JOIN_ID,
  type Line,
  left1101,
  opened,
  ROSTER,
  said,
  saidJoined,
  saysLeft,
  story,
  told,
  toldLeft,
  toldOver,
} from '../../invariants/client/story.test.helper.js';
import { explainClient } from './explain.js';

const removed = said('roomLeft', { sequence: 2, code: 1002, text: '' });
const toldRemoved = toldOver(1002, 'REMOVE_PEER');
const leaves: readonly Line[] = [calls(leave('ann')), heard('leave', { request: 1, ack: 1 })];
const ends: readonly Line[] = [calls(end('ann')), heard('end', { request: 1, ack: 1 })];
const away: readonly Line[] = [...inside(), closed(1, 'server', 1006)];
const garbage = does({ kind: 'garbage', frame: 'text' });
const saidGarbage = said('garbage');

const right: readonly (readonly [string, readonly Line[]])[] = [
  ['is in a room, and is told of others', [...inside(), saysLeft('bob-1', 2), toldLeft('bob-1'), ...fence(3)]],
  ['is removed', [...inside(), removed, toldRemoved]],
  ['is removed by a close alone', [...inside(), closed(1, 'server', 4002), toldRemoved]],
  [
    'leaves',
    [
      ...inside(),
      ...leaves,
      said('roomLeft', { sequence: 2, replyTo: 1, code: 1101 }),
      toldOver(1101, 'MANUAL_LEAVE_CALLED'),
      ended(2),
    ],
  ],
  [
    'lets leave() end at once',
    [
      ...inside(),
      calls(leave('ann')),
      ended(2),
      heard('leave', { request: 1 }),
      said('roomLeft', { sequence: 2, replyTo: 1, code: 1101 }),
      toldOver(1101, 'MANUAL_LEAVE_CALLED'),
    ],
  ],
  [
    'leaves, and is not answered',
    [...inside(), ...leaves, closed(1, 'client', 4101), concludes(1101, 'MANUAL_LEAVE_CALLED'), ended(2)],
  ],
  [
    'leaves, and is removed meanwhile',
    [...inside(), ...leaves, closed(1, 'client', 4101), removed, toldRemoved, ended(2)],
  ],
  [
    'comes back, and is told what it has missed',
    [...away, ...comesBack(2, 1), saysLeft('bob-1', 2, {}, 2), toldLeft('bob-1'), ...fence(3, 2)],
  ],
  [
    'hears late, in order',
    [
      ...inside(),
      saysLeft('bob-1', 2),
      saysLeft('cyd-1', 3),
      ...fence(4).slice(0, 1),
      toldLeft('bob-1'),
      toldLeft('cyd-1'),
      toldLeft('sentinel-1'),
    ],
  ],
  [
    'sends what it asked for before Joined when Joined has come',
    [
      ...begins,
      calls(end('ann')),
      saidJoined(),
      heard('end', { request: 1, ack: 1 }),
      said('roomLeft', { sequence: 2, replyTo: 1, code: 1008 }),
      toldOver(1008, 'REMOVE_ALL'),
      ended(2),
    ],
  ],
  [
    'sends again what was lost',
    [
      ...inside(),
      ...ends,
      closed(1, 'server', 1006),
      ...comesBack(2, 1),
      heard('end', { request: 1, ack: 1 }, 2),
      said('rejected', { sequence: 2, replyTo: 1, refusal: 'permission_denied' }, 2),
      ended(2, 'failed'),
      ...fence(3, 2),
    ],
  ],
  [
    'sends again what was taken up already',
    [
      ...inside(),
      ...ends,
      closed(1, 'server', 1006),
      ...comesBack(2, 1, 'token-1', 1),
      heard('end', { request: 1, ack: 1 }, 2),
      said('rejected', { sequence: 2, replyTo: 1, refusal: 'permission_denied' }, 2),
      ended(2, 'failed'),
      ...fence(3, 2),
    ],
  ],
  [
    'tries a Resume again that is refused for now',
    [
      ...away,
      opened(2),
      heard('resume', { token: 'token-1', sequence: 1 }, 2),
      said('rejected', { refusal: 'unavailable' }, 2),
      closed(2, 'client', 3000),
      ...comesBack(3, 1),
      ...fence(2, 3),
    ],
  ],
  [
    'fails at once what is asked for while it is away',
    [...away, calls(end('ann')), ended(2, 'failed'), ...comesBack(2, 1), ...fence(2, 2)],
  ],
  [
    'passes over what is no message',
    [...inside(), garbage, saidGarbage, saysLeft('bob-1', 2), toldLeft('bob-1'), ...fence(3)],
  ],
  [
    'takes its connection as lost for what is no message',
    [...inside(), garbage, saidGarbage, closed(1, 'client', 3000), ...comesBack(2, 1), ...fence(2, 2)],
  ],
  [
    'takes its connection as lost, and comes back',
    [...inside(), closed(1, 'client', 3000), ...comesBack(2, 1), ...fence(2, 2)],
  ],
  [
    'switches',
    [
      ...inside(),
      calls(switchRoom('ann', 'green')),
      heard('switch', { request: 1, room: 'green', ack: 1 }),
      saidJoined({ sequence: 2, replyTo: 1, participation: 'ann-2', roster: ['bob-2'], lastRequest: 1 }),
      ended(2),
      ...fence(3),
    ],
  ],
  [
    'cannot join',
    [
      ...begins,
      said('rejected', { refusal: 'permission_denied' }),
      concludes(1103, 'JOIN_ROOM_FAILED'),
      ended(1, 'failed'),
    ],
  ],
  ['has lost its connection for too long', [...away, concludes(1102, 'WEBSOCKET_CONNECTION_ATTEMPTS_EXHAUSTED')]],
  [
    'joins again, as somebody new',
    [
      ...inside(),
      removed,
      toldRemoved,
      calls(join('ann')),
      opened(2),
      heard('join', { joinId: `${JOIN_ID}2` }, 2),
      saidJoined({ participation: 'ann-2', token: 'token-a' }, 2),
      told({ event: 'joined', participation: 'ann-2' }, ROSTER),
      ended(2),
      ...fence(2, 2),
    ],
  ],
  [
    'is called from inside a listener',
    [
      ...inside(),
      calls(listener('ann', 'participantLeft', 'leave')),
      saysLeft('bob-1', 2),
      heard('leave', { request: 1, ack: 2 }),
      toldLeft('bob-1'),
      calls(leave('ann')),
      said('roomLeft', { sequence: 3, replyTo: 1, code: 1101 }),
      toldOver(1101, 'MANUAL_LEAVE_CALLED'),
      ended(3),
    ],
  ],
  ['is unloaded', [...inside(), calls(unload('ann')), closed(1, 'client', 4101)]],
  [
    'is disposed of',
    [
      ...inside(),
      calls(dispose('ann')),
      heard('leave', { request: 1, ack: 1 }),
      said('roomLeft', { sequence: 2, replyTo: 1, code: 1101 }),
      toldOver(1101, 'MANUAL_LEAVE_CALLED'),
    ],
  ],
  [
    'tries a Join again that is refused for now, over the same connection',
    [
      ...begins,
      said('rejected', { refusal: 'unavailable' }),
      heard('join', { joinId: JOIN_ID }),
      saidJoined(),
      ended(1),
      ...fence(2),
    ],
  ],
  [
    'gives up a repeated Join whose first connection is still there',
    [
      ...begins,
      closed(1, 'server', 1006),
      ...asks(2),
      said('rejected', { refusal: 'already_exists' }, 2),
      concludes(1103, 'JOIN_ROOM_FAILED'),
      ended(1, 'failed'),
    ],
  ],
  [
    'tries a repeated Join again whose first connection is still there',
    [
      ...begins,
      closed(1, 'server', 1006),
      ...asks(2),
      said('rejected', { refusal: 'already_exists' }, 2),
      closed(2, 'client', 3000),
      ...asks(3),
      saidJoined({}, 3),
      ended(1),
      ...fence(2, 3),
    ],
  ],
  [
    'tries again where the subprotocol was not chosen',
    [
      does({ kind: 'answer', demand: 'connect', answer: { how: 'without-subprotocol' } }),
      calls(join('ann')),
      opened(1),
      closed(1, 'client', 1000),
      does({ kind: 'answer', demand: 'connect', answer: { how: 'lawfully' } }),
      ...asks(2),
      saidJoined({}, 2),
      ended(1),
      ...fence(2, 2),
    ],
  ],
  [
    'gives up where the subprotocol was not chosen',
    [
      does({ kind: 'answer', demand: 'connect', answer: { how: 'without-subprotocol' } }),
      calls(join('ann')),
      opened(1),
      closed(1, 'client', 1000),
      concludes(1103, 'JOIN_ROOM_FAILED'),
      ended(1, 'failed'),
    ],
  ],
  [
    'trusts a close code that crosses its own',
    [...inside(), ...leaves, does({ kind: 'close', code: 4002 }), closed(1, 'client', 4101), toldRemoved, ended(2)],
  ],
  [
    'trusts no close code that crosses its own',
    [
      ...inside(),
      ...leaves,
      does({ kind: 'close', code: 4002 }),
      closed(1, 'server', 4002),
      concludes(1101, 'MANUAL_LEAVE_CALLED'),
      ended(2),
    ],
  ],
  [
    'sends what is asked for behind leave()',
    [
      ...inside(),
      ...leaves,
      calls(switchRoom('ann', 'green')),
      heard('switch', { request: 2, room: 'green', ack: 1 }),
      said('rejected', { sequence: 2, replyTo: 2, refusal: 'permission_denied' }),
      ended(3, 'failed'),
      said('roomLeft', { sequence: 3, replyTo: 1, code: 1101 }),
      toldOver(1101, 'MANUAL_LEAVE_CALLED'),
      ended(2),
    ],
  ],
];

const wrong: readonly (readonly [string, ClauseId, readonly Line[]])[] = [
  ['swallows a departure', 'client.participant-left', [...inside(), saysLeft('bob-1', 2), ...fence(3)]],
  [
    'tells of a departure twice',
    'client.participant-left',
    [...inside(), saysLeft('bob-1', 2), toldLeft('bob-1'), toldLeft('bob-1'), ...fence(3)],
  ],
  [
    'tells of a departure that was sent twice',
    'client.repeats',
    [...inside(), saysLeft('bob-1', 2), saysLeft('bob-1', 2), toldLeft('bob-1'), toldLeft('bob-1'), ...fence(3)],
  ],
  ['tells of a departure that nobody said', 'client.participant-left', [...inside(), toldLeft('bob-1'), ...fence(2)]],
  [
    'tells in another order',
    'client.in-order',
    [...inside(), saysLeft('bob-1', 2), saysLeft('cyd-1', 3), toldLeft('cyd-1'), toldLeft('bob-1'), ...fence(4)],
  ],
  [
    'tells of its own departure',
    'client.participant-left-never-oneself',
    [...inside(), saysLeft('ann-1', 2), toldLeft('ann-1'), ...fence(3)],
  ],
  [
    'gives another reason',
    'reason.by-code',
    [...inside(), saysLeft('bob-1', 2, { code: 1002 }), toldLeft('bob-1'), ...fence(3)],
  ],
  [
    'gives a reason where there was none',
    'reason.absent',
    [...inside(), saysLeft('bob-1', 2, { code: 'absent' }), toldLeft('bob-1'), ...fence(3)],
  ],
  [
    'knows no code of a later revision',
    'reason.unrecognised',
    [...inside(), saysLeft('bob-1', 2, { code: 1042 }), toldLeft('bob-1'), ...fence(3)],
  ],
  [
    'takes the server for itself',
    'reason.source',
    [...inside(), saysLeft('bob-1', 2), toldLeft('bob-1', undefined, { ...left1101, source: 'LOCAL' }), ...fence(3)],
  ],
  [
    'gives another type',
    'reason.type',
    [
      ...inside(),
      saysLeft('bob-1', 2),
      toldLeft('bob-1', undefined, { ...left1101, type: 'REMOVE_PEER' }),
      ...fence(3),
    ],
  ],
  ['fires roomLeft twice', 'client.room-left-once', [...inside(), removed, toldRemoved, toldRemoved]],
  ['goes on behind roomLeft', 'client.room-left-last', [...inside(), removed, toldRemoved, toldLeft('bob-1')]],
  [
    'fires roomLeft for nothing',
    'client.local-reason',
    [...inside(), concludes(1102, 'WEBSOCKET_CONNECTION_ATTEMPTS_EXHAUSTED')],
  ],
  ['makes up a word of the server', 'client.server-word', [...inside(), toldRemoved]],
  [
    'joins again after it was removed',
    'client.never-rejoins',
    [...inside(), removed, toldRemoved, opened(2), heard('join', { joinId: JOIN_ID }, 2)],
  ],
  [
    'repeats its Join as another one',
    'client.join-id',
    [
      ...begins,
      closed(1, 'server', 1006),
      opened(2),
      heard('join', { joinId: 'another' }, 2),
      saidJoined({}, 2),
      ...fence(2, 2),
    ],
  ],
  [
    'resumes with less than it has told',
    'client.resume-newest',
    [...inside(), saysLeft('bob-1', 2), toldLeft('bob-1'), closed(1, 'server', 1006), ...comesBack(2, 1)],
  ],
  [
    'asks before its Resume is answered',
    'client.waits-for-answer',
    [
      ...away,
      calls(end('ann')),
      opened(2),
      heard('resume', { token: 'token-1', sequence: 1 }, 2),
      heard('end', { request: 1 }, 2),
      said('resumed', { token: 'token-2' }, 2),
      ...fence(2, 2),
    ],
  ],
  ['sends another number', 'client.numbers', [...inside(), calls(end('ann')), heard('end', { request: 2, ack: 1 })]],
  ['sends what nobody asked for', 'client.as-asked', [...inside(), heard('end', { request: 1, ack: 1 })]],
  [
    'removes somebody else',
    'client.as-asked',
    [...inside(), calls({ ...remove('ann', 'bob#1') }), heard('remove', { request: 1, ack: 1, target: 'cyd-1' })],
  ],
  [
    'takes a refusal for success',
    'client.refused-call',
    [
      ...inside(),
      ...ends,
      said('rejected', { sequence: 2, replyTo: 1, refusal: 'permission_denied' }),
      ended(2),
      ...fence(3),
    ],
  ],
  [
    'resumes where there is no window',
    'client.resumes',
    [
      ...inside({ resumeWindowMs: 0 }),
      closed(1, 'server', 1006),
      opened(2),
      heard('resume', { token: 'token-1', sequence: 1 }, 2),
    ],
  ],
];

describe('a client is explained that', () => {
  it.each(right)('%s', (_, lines) => {
    expect(explainClient(story(lines))).toMatchObject({ kind: 'explained' });
  });
});

describe('a client is refuted that', () => {
  it.each(wrong)('%s', (_, clause, lines) => {
    expect(explainClient(story(lines))).toMatchObject({ kind: 'refuted', clause });
  });
});

describe('the oracle of clients', () => {
  it('says what is allowed, what was seen, and where', () => {
    const lines = [...inside(), saysLeft('bob-1', 2), toldLeft('cyd-1'), ...fence(3)];
    expect(explainClient(story(lines))).toMatchObject({
      at: lines.length - 3,
      allowed: 'participantLeft of bob-1 (1101, SERVER)',
      seen: 'participantLeft of cyd-1 (1101, SERVER)',
      missing: false,
    });
  });

  it('says that something is missing where nothing wrong is there', () => {
    expect(explainClient(story([...inside(), removed]))).toMatchObject({
      kind: 'refuted',
      clause: 'client.room-left-once',
      missing: true,
      seen: 'nothing',
    });
  });

  it('misses nothing where there was no fence', () => {
    expect(explainClient(story([...inside(), removed], 'quiet')).kind).toBe('explained');
  });

  it('gives up where a call from inside a listener would leave no record', () => {
    const lines = [calls(listener('ann', 'joined', 'leave')), ...inside(), ...fence(2)];
    expect(explainClient(story(lines)).kind).toBe('gave-up');
  });

  it('gives up where there are several seats, or something that no client may send', () => {
    const history = story([...inside(), ...fence(2)]);
    const [seat] = history.scenario.seats;
    const two: History = { ...history, scenario: { ...history.scenario, seats: seat ? [seat, seat] : [] } };
    expect(explainClient(two).kind).toBe('gave-up');
    const note = { kind: 'unreadable', what: 'a text frame' } as const;
    const record = { kind: 'client', at: 0, seat: 'server', connection: 1, note } as const;
    expect(explainClient({ ...history, records: [...history.records, record] }).kind).toBe('gave-up');
  });
});
