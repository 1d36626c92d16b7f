/** Right histories of a client, and wrong ones, each of which must be put down to one clause first. Written from the prose. */
import { describe, expect, test } from 'vitest';
import type { ClauseId } from '../../../gen/clauses.js';
import type { Settled } from '../../exchange/history.js';
import { accessTokenOf } from '../../exchange/names.js';
import { dispose, end, join, leave, listener, remove, switchRoom, unload, viewer } from '../../exchange/scenario.js';
import { explainClient } from '../../oracle/client/explain.js';
import { clausesOf } from '../invariant.js';
import { clientRanking } from '../ranking.js';
import { Sheet } from '../sheet.js';
import { clientInvariants, judgeClient } from './index.js';
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
  later,
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
} from './story.test.helper.js';
import { readLives } from './timeline/read.js';

interface Page {
  readonly clause: ClauseId;
  readonly right: readonly Line[];
  readonly wrong: readonly (readonly Line[])[];
  /** How the wrong ones came to their end, where it was otherwise. */
  readonly settled?: Settled;
  /** How the right one came to its end. */
  readonly rightly?: Settled;
}

const roomLeft = (code: number | 'absent', rest = {}, connection = 1): Line =>
  said('roomLeft', { sequence: 2, code, text: '', ...rest }, connection);
const removed = toldOver(1002, 'REMOVE_PEER');
const ended1101: readonly Line[] = [roomLeft(1101, { replyTo: 1 }), toldOver(1101, 'MANUAL_LEAVE_CALLED'), ended(2)];
const announced = (later: boolean): Line =>
  does({
    kind: 'announce',
    announcement: { resumeWindowMs: 500, heartbeatIntervalMs: 0, heartbeatTimeoutMs: 0, later },
  });
/** In a room for longer than a second. */
const stays: readonly Line[] = [later(2_000), saysLeft('cyd-1', 2)];
const list = (...ids: string[]): readonly string[] => ids;

const asAsked = {
  joinId: JOIN_ID,
  room: 'blue',
  participant: 'ann',
  role: 'host',
  accessToken: accessTokenOf('ann', 'blue'),
} as const;

const arrival = (participation: string, sequence: number): Line[] => [
  said('participantJoined', { sequence, participant: participation, participation }),
];
const arrivalTold = (participation: string): Line[] => [
  told({ event: 'participantJoined', participant: participation, participation }),
];

const pages: readonly Page[] = [
  {
    clause: 'reason.by-code',
    right: [...inside(), roomLeft(1008, { text: 'Participant left the meeting.' }), toldOver(1008, 'REMOVE_ALL')],
    wrong: [
      [...inside(), roomLeft(1008, { text: 'Participant left the meeting.' }), toldOver(1008, 'MANUAL_LEAVE_CALLED')],
      [...inside(), roomLeft(1008), toldOver(1008, 'UNKNOWN')],
    ],
  },
  {
    clause: 'reason.type',
    right: [...inside(), saysLeft('bob-1', 2), toldLeft('bob-1'), ...fence(3)],
    wrong: [
      [...inside(), roomLeft(1002), toldOver(1002, 'REMOVED')],
      [...inside(), saysLeft('bob-1', 2), toldLeft('bob-1', undefined, { ...left1101, type: 'LEFT' }), ...fence(3)],
    ],
  },
  {
    clause: 'reason.unrecognised',
    right: [...inside(), roomLeft(1042), toldOver(1042, 'UNKNOWN')],
    wrong: [
      [...inside(), roomLeft(1042), toldOver(1007, 'UNKNOWN', 'LOCAL')],
      [...inside(), roomLeft(1042), toldOver(1042, 'NEW_REASON')],
      [...inside(), saysLeft('bob-1', 2, { code: 1500 }), ...fence(3)],
    ],
  },
  {
    clause: 'reason.absent',
    right: [...inside(), roomLeft('absent'), toldOver(1007, 'UNKNOWN', 'LOCAL')],
    wrong: [
      [...inside(), roomLeft('absent'), concludes(1101, 'MANUAL_LEAVE_CALLED')],
      [
        ...inside(),
        calls(leave('ann')),
        heard('leave', { request: 1, ack: 1 }),
        roomLeft('absent', { replyTo: 1 }),
        concludes(1101, 'MANUAL_LEAVE_CALLED'),
        ended(2),
      ],
      [...inside(), saysLeft('bob-1', 2, { code: 0 }), toldLeft('bob-1'), ...fence(3)],
    ],
  },
  {
    clause: 'reason.source',
    right: [...inside(), roomLeft(1002), removed],
    wrong: [
      [...inside(), roomLeft(1002), toldOver(1002, 'REMOVE_PEER', 'LOCAL')],
      [...inside(), roomLeft('absent'), toldOver(1007, 'UNKNOWN', 'SERVER')],
    ],
  },
  {
    clause: 'reason.message',
    right: [
      ...inside(),
      roomLeft(1002, { text: 'You were removed.' }),
      toldOver(1002, 'REMOVE_PEER', 'SERVER', 'Entfernt.'),
    ],
    wrong: [
      [
        ...inside(),
        roomLeft(1002, { text: 'You were removed.' }),
        toldOver(1002, 'REMOVE_PEER', 'SERVER', 'You were removed. (by cyd)'),
      ],
    ],
  },
  {
    clause: 'client.room-left-once',
    right: [...inside(), roomLeft(1002), removed],
    wrong: [
      [...inside(), roomLeft(1002), removed, removed],
      [...inside(), roomLeft(1002), ...fence(3)],
      [...begins, said('rejected', { refusal: 'permission_denied' })],
      [...inside({ resumeWindowMs: 0 }), closed(1, 'server', 1006)],
    ],
    settled: 'quiet',
  },
  {
    clause: 'client.room-left-last',
    right: [...inside(), roomLeft(1002), removed, saysLeft('bob-1', 3)],
    wrong: [[...inside(), roomLeft(1002), removed, saysLeft('bob-1', 3), toldLeft('bob-1')]],
  },
  {
    clause: 'client.calls-settled',
    right: [
      ...inside(),
      calls(end('ann')),
      heard('end', { request: 1, ack: 1 }),
      roomLeft(1008, { replyTo: 1 }),
      toldOver(1008, 'REMOVE_ALL'),
      ended(2),
    ],
    wrong: [
      [...inside(), calls(end('ann')), heard('end', { request: 1, ack: 1 }), roomLeft(1002), removed],
      [...inside(), calls(end('ann')), heard('end', { request: 1, ack: 1 }), roomLeft(1002), removed, ended(2)],
      [
        ...inside(),
        calls(end('ann')),
        heard('end', { request: 1, ack: 1 }),
        roomLeft(1008, { replyTo: 1 }),
        toldOver(1008, 'REMOVE_ALL'),
        ended(2, 'failed'),
      ],
    ],
  },
  {
    clause: 'client.late-calls',
    right: [...inside(), roomLeft(1002), removed, calls(end('ann')), ended(2, 'failed'), calls(leave('ann')), ended(3)],
    wrong: [
      [...inside(), roomLeft(1002), removed, calls(end('ann'))],
      [...inside(), roomLeft(1002), removed, calls(leave('ann')), later(2_000), ended(2)],
    ],
  },
  {
    clause: 'client.room-left-any-sequence',
    right: [...inside(), roomLeft(1002, { sequence: 7 }), removed],
    wrong: [
      [...inside(), roomLeft(1002, { sequence: 0 })],
      [
        ...inside(),
        roomLeft(1002, { sequence: 7 }),
        closed(1, 'client', 3000),
        later(600),
        concludes(1102, 'WEBSOCKET_CONNECTION_ATTEMPTS_EXHAUSTED'),
      ],
    ],
    settled: 'quiet',
  },
  {
    clause: 'client.switch-fires-none',
    right: [
      ...inside(),
      calls(switchRoom('ann', 'green')),
      heard('switch', { request: 1, ack: 1, room: 'green' }),
      saidJoined({ sequence: 2, replyTo: 1, participation: 'ann-2', token: 'token-2' }),
      told({ event: 'switched', participation: 'ann-2' }),
      ended(2),
      ...fence(3),
    ],
    wrong: [
      [
        ...inside(),
        calls(switchRoom('ann', 'green')),
        heard('switch', { request: 1, ack: 1, room: 'green' }),
        saidJoined({ sequence: 2, replyTo: 1, participation: 'ann-2', token: 'token-2' }),
        toldOver(1005, 'SWITCH_ROOM', 'LOCAL'),
        ended(2),
        closed(1, 'client', 4101),
      ],
      [
        ...inside(),
        calls(switchRoom('ann', 'green')),
        heard('switch', { request: 1, ack: 1, room: 'green' }),
        said('rejected', { sequence: 2, replyTo: 1, refusal: 'permission_denied' }),
        ended(2, 'failed'),
        toldOver(1104, 'SWITCH_ROOM_FAILED', 'SERVER'),
        closed(1, 'client', 4101),
      ],
    ],
  },
  {
    clause: 'client.refused-call',
    right: [
      ...inside(),
      calls(end('ann')),
      heard('end', { request: 1, ack: 1 }),
      said('rejected', { sequence: 2, replyTo: 1, refusal: 'permission_denied' }),
      ended(2, 'failed'),
      ...fence(3),
    ],
    wrong: [
      [
        ...inside(),
        calls(end('ann')),
        heard('end', { request: 1, ack: 1 }),
        said('rejected', { sequence: 2, replyTo: 1, refusal: 'permission_denied' }),
        ended(2),
        ...fence(3),
      ],
      [
        ...inside(),
        calls(end('ann')),
        heard('end', { request: 1, ack: 1 }),
        said('rejected', { sequence: 2, replyTo: 1, refusal: 'permission_denied' }),
        ended(2, 'failed'),
        concludes(1001, 'WEBSOCKET_DISCONNECTED'),
        closed(1, 'client', 4101),
      ],
      [
        ...inside(),
        calls(end('ann')),
        heard('end', { request: 1, ack: 1 }),
        said('rejected', { sequence: 2, replyTo: 1, refusal: 'permission_denied' }),
        ...fence(3),
      ],
    ],
  },
  {
    clause: 'client.never-rejoins',
    right: [...inside(), roomLeft(1011), toldOver(1011, 'DUPLICATE_PARTICIPANT'), closed(1, 'server', 4011)],
    wrong: [
      [...inside(), roomLeft(1011), toldOver(1011, 'DUPLICATE_PARTICIPANT'), closed(1, 'server', 4011), ...asks(2)],
    ],
  },
  {
    clause: 'client.leave-always',
    right: [
      ...begins,
      calls(leave('ann')),
      later(2000),
      closed(1, 'client', 4101),
      concludes(1101, 'MANUAL_LEAVE_CALLED'),
      ended(1, 'failed'),
      ended(2),
    ],
    wrong: [[...begins, calls(leave('ann')), ended(2)]],
    settled: 'quiet',
  },
  {
    clause: 'client.leave-bounded',
    right: [
      ...inside(),
      calls(leave('ann')),
      heard('leave', { request: 1, ack: 1 }),
      later(2000),
      concludes(1101, 'MANUAL_LEAVE_CALLED'),
      ended(2),
      closed(1, 'client', 4101),
    ],
    wrong: [
      [
        ...inside(),
        calls(leave('ann')),
        heard('leave', { request: 1, ack: 1 }),
        later(8000),
        closed(1, 'client', 4101),
        concludes(1101, 'MANUAL_LEAVE_CALLED'),
        ended(2),
      ],
      [...inside(), calls(leave('ann')), heard('leave', { request: 1, ack: 1 }), ended(2)],
    ],
    settled: 'quiet',
  },
  {
    clause: 'client.leave-waits',
    right: [...inside(), calls(leave('ann')), heard('leave', { request: 1, ack: 1 }), ...ended1101],
    wrong: [
      [
        ...inside(),
        calls(leave('ann')),
        heard('leave', { request: 1, ack: 1 }),
        closed(1, 'client', 4101),
        concludes(1101, 'MANUAL_LEAVE_CALLED'),
        ended(2),
      ],
    ],
  },
  {
    clause: 'client.leave-again',
    right: [
      ...inside(),
      calls(leave('ann')),
      calls(leave('ann')),
      heard('leave', { request: 1, ack: 1 }),
      ...ended1101,
      ended(3),
    ],
    wrong: [
      [
        ...inside(),
        calls(leave('ann')),
        calls(leave('ann')),
        heard('leave', { request: 1, ack: 1 }),
        ...ended1101,
        ended(3, 'threw'),
      ],
      [
        ...inside(),
        calls(leave('ann')),
        calls(leave('ann')),
        heard('leave', { request: 1, ack: 1 }),
        heard('leave', { request: 2, ack: 1 }),
        ...ended1101,
        ended(3),
      ],
    ],
  },
  {
    clause: 'client.leave-never-throws',
    right: [...inside(), calls(leave('ann')), heard('leave', { request: 1, ack: 1 }), ...ended1101],
    wrong: [
      [
        ...inside(),
        calls(leave('ann')),
        heard('leave', { request: 1, ack: 1 }),
        roomLeft(1002),
        removed,
        ended(2, 'failed'),
      ],
    ],
  },
  {
    clause: 'client.dispose',
    right: [...inside(), calls(dispose('ann')), heard('leave', { request: 1, ack: 1 }), ...ended1101],
    wrong: [
      [...inside(), calls(dispose('ann')), ended(2)],
      [...inside(), calls(dispose('ann')), heard('leave', { request: 1, ack: 1 }), ended(2, 'threw')],
    ],
    settled: 'quiet',
  },
  {
    clause: 'client.unload',
    right: [...inside(), calls(unload('ann')), closed(1, 'client', 4101)],
    wrong: [
      [...inside(), calls(unload('ann')), closed(1, 'client', 1001)],
      [...inside(), calls(unload('ann'))],
    ],
  },
  {
    clause: 'client.server-word',
    right: [
      ...inside(),
      calls(leave('ann')),
      heard('leave', { request: 1, ack: 1 }),
      roomLeft(1008),
      toldOver(1008, 'REMOVE_ALL'),
      ended(2),
    ],
    wrong: [
      [
        ...inside(),
        calls(leave('ann')),
        heard('leave', { request: 1, ack: 1 }),
        roomLeft(1008),
        concludes(1101, 'MANUAL_LEAVE_CALLED'),
        ended(2),
      ],
      [...inside(), roomLeft(1002), told({ event: 'roomLeft' })],
      [
        ...inside(),
        calls(leave('ann')),
        heard('leave', { request: 1, ack: 1 }),
        roomLeft(1008),
        later(2000),
        closed(1, 'client', 4101),
        concludes(1101, 'MANUAL_LEAVE_CALLED'),
        ended(2),
      ],
    ],
  },
  {
    clause: 'client.local-reason',
    right: [
      ...begins,
      said('rejected', { refusal: 'permission_denied' }),
      concludes(1103, 'JOIN_ROOM_FAILED'),
      ended(1, 'failed'),
      closed(1, 'client', 4101),
    ],
    wrong: [
      [
        ...begins,
        said('rejected', { refusal: 'permission_denied' }),
        concludes(1001, 'WEBSOCKET_DISCONNECTED'),
        ended(1, 'failed'),
        closed(1, 'client', 4101),
      ],
      [
        ...inside({ resumeWindowMs: 0 }),
        closed(1, 'server', 1006),
        concludes(1102, 'WEBSOCKET_CONNECTION_ATTEMPTS_EXHAUSTED'),
      ],
      [
        ...inside(),
        calls(switchRoom('ann', 'green')),
        heard('switch', { request: 1, ack: 1, room: 'green' }),
        closed(1, 'server', 1006),
        opened(2),
        heard('resume', { token: 'token-1', sequence: 1, ack: 1 }, 2),
        said('rejected', { refusal: 'not_found' }, 2),
        concludes(1001, 'WEBSOCKET_DISCONNECTED'),
        ended(2, 'failed'),
        closed(2, 'client', 4101),
      ],
      [
        ...inside(),
        calls(leave('ann')),
        heard('leave', { request: 1, ack: 1 }),
        closed(1, 'server', 1006),
        opened(2),
        heard('resume', { token: 'token-1', sequence: 1, ack: 1 }, 2),
        said('rejected', { refusal: 'not_found' }, 2),
        concludes(1001, 'WEBSOCKET_DISCONNECTED'),
        ended(2),
        closed(2, 'client', 4101),
      ],
    ],
  },
  {
    clause: 'client.giving-up',
    right: [
      ...begins,
      said('rejected', { refusal: 'permission_denied' }),
      closed(1, 'client', 4101),
      concludes(1103, 'JOIN_ROOM_FAILED'),
      ended(1, 'failed'),
    ],
    wrong: [
      [
        ...begins,
        said('rejected', { refusal: 'permission_denied' }),
        concludes(1103, 'JOIN_ROOM_FAILED'),
        ended(1, 'failed'),
        closed(1, 'client', 1000),
      ],
      [
        ...begins,
        said('rejected', { refusal: 'permission_denied' }),
        closed(1, 'client', 1000),
        concludes(1103, 'JOIN_ROOM_FAILED'),
        ended(1, 'failed'),
      ],
      [
        ...begins,
        said('rejected', { refusal: 'permission_denied' }),
        concludes(1103, 'JOIN_ROOM_FAILED'),
        ended(1, 'failed'),
      ],
      // A second socket, which was opened beside the first one and never used.
      [
        ...begins,
        opened(2),
        said('rejected', { refusal: 'permission_denied' }),
        closed(1, 'client', 4101),
        concludes(1103, 'JOIN_ROOM_FAILED'),
        ended(1, 'failed'),
      ],
    ],
  },
  {
    clause: 'client.one-connection',
    right: [
      ...begins,
      opened(2),
      saidJoined(),
      told({ event: 'joined', participation: 'ann-1' }, ROSTER),
      ended(1),
      saysLeft('bob-1', 2),
      toldLeft('bob-1'),
      heard('ack', { ack: 2 }),
      later(900),
      closed(2, 'client', 1000),
      later(2_000),
      ...fence(3),
    ],
    wrong: [
      // Opened to be in sooner, and kept.
      [
        ...begins,
        opened(2),
        saidJoined(),
        told({ event: 'joined', participation: 'ann-1' }, ROSTER),
        ended(1),
        ...stays,
      ],
      [...inside(), opened(2), ...stays],
      // After the server's word.
      [
        ...begins,
        opened(2),
        saidJoined(),
        said('roomLeft', { code: 1002, text: '' }),
        toldOver(1002, 'REMOVE_PEER'),
        later(1_500),
        closed(1, 'server', 4002),
      ],
    ],
  },
  {
    clause: 'client.close-is-room-left',
    right: [...inside(), closed(1, 'server', 4008), toldOver(1008, 'REMOVE_ALL')],
    wrong: [
      [...inside(), closed(1, 'server', 4008), concludes(1001, 'WEBSOCKET_DISCONNECTED')],
      [...inside(), closed(1, 'server', 4002), ...comesBack(2, 1)],
    ],
    settled: 'quiet',
  },
  {
    clause: 'client.other-close',
    right: [...inside(), closed(1, 'server', 1000), ...comesBack(2, 1), ...fence(2, 2)],
    wrong: [
      [...inside(), closed(1, 'server', 1006), toldOver(1006, 'ROOM_CLOSE')],
      [...inside(), closed(1, 'server', 1000), concludes(1001, 'WEBSOCKET_DISCONNECTED')],
      [...inside(), closed(1, 'server', 4300), toldOver(1300, 'UNKNOWN')],
    ],
  },
  {
    clause: 'client.own-close',
    right: [
      ...inside(),
      calls(leave('ann')),
      heard('leave', { request: 1, ack: 1 }),
      later(2000),
      closed(1, 'client', 4101),
      concludes(1101, 'MANUAL_LEAVE_CALLED'),
      ended(2),
    ],
    wrong: [
      [
        ...inside(),
        calls(leave('ann')),
        heard('leave', { request: 1, ack: 1 }),
        later(2000),
        closed(1, 'client', 4101),
        toldOver(1101, 'MANUAL_LEAVE_CALLED'),
        ended(2),
      ],
    ],
  },
  {
    clause: 'client.participant-left',
    right: [...inside(), saysLeft('bob-1', 2), toldLeft('bob-1', list('cyd-1')), ...fence(3)],
    wrong: [
      [...inside(), saysLeft('bob-1', 2), ...fence(3)],
      [...inside(), saysLeft('bob-1', 2), toldLeft('bob-1'), toldLeft('bob-1'), ...fence(3)],
      [
        ...inside(),
        saysLeft('bob-1', 2, { code: 1008 }),
        roomLeft(1008, { sequence: 3 }),
        toldOver(1008, 'REMOVE_ALL'),
      ],
    ],
  },
  {
    clause: 'client.participant-left-names',
    right: [...inside(), saysLeft('bob-1', 2), toldLeft('bob-1'), ...fence(3)],
    wrong: [
      [
        ...inside(),
        saysLeft('bob-1', 2),
        told({ event: 'participantLeft', participant: 'bob', participation: 'bob-1' }),
        ...fence(3),
      ],
      [
        ...inside(),
        saysLeft('bob-1', 2),
        told({ event: 'participantLeft', participant: 'bob', reason: left1101 }),
        ...fence(3),
      ],
      [
        ...inside(),
        saysLeft('bob-1', 2),
        told({ event: 'participantLeft', participant: 'cyd', participation: 'bob-1', reason: left1101 }),
        ...fence(3),
      ],
      [...inside(), saysLeft('bob-1', 2, { code: 1002 }), toldLeft('bob-1'), ...fence(3)],
    ],
  },
  {
    clause: 'client.participant-left-stranger',
    right: [...inside(), saysLeft('dan-1', 2), toldLeft('dan-1'), ...fence(3)],
    wrong: [
      [...inside(), saysLeft('dan-1', 2), ...fence(3)],
      [...inside(), saysLeft('sentinel-1', 2)],
    ],
    settled: 'quiet',
  },
  {
    clause: 'client.participant-left-never-oneself',
    right: [...inside(), saysLeft('ann-1', 2), ...fence(3)],
    wrong: [[...inside(), saysLeft('ann-1', 2), toldLeft('ann-1'), ...fence(3)]],
  },
  {
    clause: 'client.own-departure-ignored',
    right: [...inside(), saysLeft('ann-1', 2), ...fence(3)],
    wrong: [[...inside(), saysLeft('ann-1', 2), closed(1, 'client', 3000), ...comesBack(2, 1), ...fence(2, 2)]],
  },
  {
    clause: 'client.list',
    right: [...inside(), saysLeft('bob-1', 2), toldLeft('bob-1', list('cyd-1')), ...fence(3)],
    wrong: [
      [...inside(), saysLeft('bob-1', 2), toldLeft('bob-1', ROSTER), ...fence(3)],
      [...inside(), saysLeft('bob-1', 2), toldLeft('bob-1', list()), ...fence(3)],
    ],
  },
  {
    // What is told after the page has gone may come from a client that has cleared its list.
    clause: 'client.list',
    right: [
      ...inside(),
      saysLeft('bob-1', 2),
      calls(unload('ann')),
      toldLeft('bob-1', list()),
      closed(1, 'client', 4101),
    ],
    wrong: [
      [...inside(), saysLeft('bob-1', 2), calls(unload('ann')), toldLeft('bob-1', ROSTER), closed(1, 'client', 4101)],
    ],
  },
  {
    clause: 'client.list-from-joined',
    right: [
      ...begins,
      saidJoined(),
      told({ event: 'joined', participation: 'ann-1' }, list('cyd-1', 'bob-1')),
      ended(1),
      ...fence(2),
    ],
    wrong: [
      [
        ...begins,
        saidJoined(),
        told({ event: 'joined', participation: 'ann-1' }, list('cyd-1')),
        ended(1),
        ...fence(2),
      ],
      [
        ...inside(),
        calls(switchRoom('ann', 'green')),
        heard('switch', { request: 1, ack: 1, room: 'green' }),
        saidJoined({ sequence: 2, replyTo: 1, participation: 'ann-2', token: 'token-2', roster: list('dan-1') }),
        told({ event: 'switched', participation: 'ann-2' }, list('bob-1', 'cyd-1', 'dan-1')),
        ended(2),
        ...fence(3),
      ],
    ],
  },
  {
    clause: 'client.subprotocol',
    right: [
      does({ kind: 'answer', demand: 'connect', answer: { how: 'without-subprotocol' } }),
      calls({ kind: 'join', seat: 'ann', room: 'blue' }),
      opened(1),
      closed(1, 'client', 4101),
      concludes(1103, 'JOIN_ROOM_FAILED'),
      ended(1, 'failed'),
    ],
    wrong: [
      [
        does({ kind: 'answer', demand: 'connect', answer: { how: 'without-subprotocol' } }),
        ...begins,
        saidJoined(),
        told({ event: 'joined', participation: 'ann-1' }),
        ended(1),
        ...fence(2),
      ],
    ],
  },
  {
    clause: 'client.as-asked',
    right: [
      calls(join('ann', 'blue')),
      opened(1),
      heard('join', asAsked),
      saidJoined(),
      told({ event: 'joined', participation: 'ann-1' }, ROSTER),
      ended(1),
      calls(switchRoom('ann', 'green')),
      heard('switch', { request: 1, ack: 1, room: 'green', accessToken: accessTokenOf('ann', 'green') }),
    ],
    wrong: [
      ...[
        { participant: 'Ann' },
        { role: 'attendee' as const },
        { room: 'green' },
        { accessToken: '' },
        { accessToken: accessTokenOf('ann', 'green') },
      ].map((other) => [calls(join('ann', 'blue')), opened(1), heard('join', { ...asAsked, ...other })]),
      [...inside(), heard('end', { request: 1, ack: 1 })],
      [...inside(), calls(end('ann')), heard('mode', { request: 1, ack: 1, mode: 'viewer' })],
      [...inside(), calls(end('ann')), heard('end', { request: 1, ack: 1 }), heard('end', { request: 2, ack: 1 })],
      [...inside(), calls(switchRoom('ann', 'green')), heard('switch', { request: 1, ack: 1, room: 'red' })],
      [...inside(), calls(remove('ann', 'bob')), heard('remove', { request: 1, ack: 1, target: 'cyd' })],
      [...inside(), calls(viewer('ann')), heard('mode', { request: 1, ack: 1, mode: 'unspecified' })],
    ],
  },
  {
    clause: 'client.numbers',
    right: [
      ...inside(),
      calls(end('ann')),
      heard('end', { request: 1, ack: 1 }),
      said('rejected', { sequence: 2, replyTo: 1, refusal: 'permission_denied' }),
      ended(2, 'failed'),
      ...fence(3),
    ],
    wrong: [
      [
        ...inside(),
        calls(end('ann')),
        heard('end', { request: 2, ack: 1 }),
        said('rejected', { sequence: 2, replyTo: 2, refusal: 'permission_denied' }),
        ended(2, 'failed'),
        ...fence(3),
      ],
      [
        ...inside(),
        calls(end('ann')),
        calls(end('ann')),
        heard('end', { request: 1, ack: 1 }),
        heard('end', { request: 1, ack: 1 }),
        said('rejected', { sequence: 2, replyTo: 1, refusal: 'permission_denied' }),
        ended(2, 'failed'),
        ended(3, 'failed'),
        ...fence(3),
      ],
    ],
  },
  {
    clause: 'client.ack',
    right: [...inside(), said('heartbeat'), heard('ack', { ack: 1 }), ...fence(2)],
    wrong: [
      [...inside(), said('heartbeat'), heard('ack', { ack: 0 }), ...fence(2)],
      [...inside(), said('heartbeat'), heard('ack', { ack: 7 }), ...fence(2)],
    ],
  },
  {
    clause: 'client.ack-heartbeat',
    right: [...inside(), said('heartbeat'), ...fence(2), heard('ack', { ack: 2 })],
    wrong: [[...inside(), said('heartbeat'), ...fence(2)]],
  },
  {
    clause: 'client.ack-many',
    right: [...inside(), ...crowd(256), heard('ack', { ack: 200 }), ...fence(258)],
    wrong: [[...inside(), ...crowd(256), ...fence(258)]],
  },
  {
    clause: 'client.repeats',
    right: [...inside(), saysLeft('bob-1', 2), toldLeft('bob-1'), saysLeft('bob-1', 2), ...fence(3)],
    wrong: [
      [...inside(), saysLeft('bob-1', 2), toldLeft('bob-1'), saysLeft('bob-1', 2), toldLeft('bob-1'), ...fence(3)],
      [...inside(), saysLeft('bob-1', 1), toldLeft('bob-1'), ...fence(2)],
    ],
  },
  {
    clause: 'client.listener-throws',
    right: [
      ...inside(),
      calls(listener('ann', 'participantLeft', 'throw')),
      saysLeft('bob-1', 2),
      toldLeft('bob-1'),
      saysLeft('cyd-1', 3),
      toldLeft('cyd-1'),
      ...fence(4),
    ],
    wrong: [
      [
        ...inside(),
        calls(listener('ann', 'participantLeft', 'throw')),
        saysLeft('bob-1', 2),
        toldLeft('bob-1'),
        saysLeft('cyd-1', 3),
        saysLeft('sentinel-1', 4),
        heard('ack', { ack: 4 }),
      ],
    ],
  },
  {
    clause: 'client.in-order',
    right: [
      ...inside(),
      ...arrival('dan-1', 2),
      saysLeft('bob-1', 3),
      ...arrivalTold('dan-1'),
      toldLeft('bob-1'),
      ...fence(4),
    ],
    wrong: [
      [
        ...inside(),
        ...arrival('dan-1', 2),
        saysLeft('bob-1', 3),
        toldLeft('bob-1'),
        ...arrivalTold('dan-1'),
        ...fence(4),
      ],
      [...inside(), saysLeft('bob-1', 2), saysLeft('cyd-1', 3), toldLeft('cyd-1'), toldLeft('bob-1'), ...fence(4)],
    ],
  },
  {
    clause: 'client.gap',
    right: [
      ...inside(),
      saysLeft('bob-1', 3),
      closed(1, 'client', 3000),
      ...comesBack(2, 1),
      said('participantJoined', { sequence: 2, participant: 'dan', participation: 'dan-1' }, 2),
      saysLeft('bob-1', 3, {}, 2),
      toldLeft('bob-1'),
      ...fence(4, 2),
    ],
    wrong: [
      [...inside(), saysLeft('bob-1', 3), toldLeft('bob-1'), ...fence(4)],
      [...inside(), saysLeft('bob-1', 3)],
    ],
    settled: 'quiet',
  },
  {
    clause: 'client.declared-lost',
    right: [...inside(), saysLeft('bob-1', 3), closed(1, 'client', 3000), ...comesBack(2, 1), ...fence(2, 2)],
    wrong: [
      [...inside(), saysLeft('bob-1', 3), closed(1, 'client', 4101), later(300), ...comesBack(2, 1), ...fence(2, 2)],
      [...inside(), saysLeft('bob-1', 3), ...comesBack(2, 1), later(300), ...fence(2, 2)],
    ],
  },
  {
    clause: 'client.unknown-kind',
    right: [...inside(), said('unknown', { sequence: 2 }), said('heartbeat'), heard('ack', { ack: 2 }), ...fence(3)],
    wrong: [
      [...inside(), said('unknown', { sequence: 2 }), said('heartbeat'), heard('ack', { ack: 1 }), ...fence(3)],
      [...inside(), said('unknown', { sequence: 2 }), closed(1, 'client', 3000), ...comesBack(2, 1), ...fence(2, 2)],
      [...inside(), said('unknown', { sequence: 2 }), concludes(1007, 'UNKNOWN'), closed(1, 'client', 4101)],
    ],
  },
  {
    clause: 'client.unknown-feature',
    right: [announced(true), ...inside(), ...fence(2)],
    wrong: [
      [
        announced(true),
        ...begins,
        saidJoined(),
        closed(1, 'client', 4101),
        concludes(1103, 'JOIN_ROOM_FAILED'),
        ended(1, 'failed'),
      ],
    ],
  },
  {
    clause: 'client.silence',
    right: [
      ...inside({ heartbeatTimeoutMs: 300 }),
      later(300),
      closed(1, 'client', 3000),
      ...comesBack(2, 1),
      ...fence(2, 2),
    ],
    wrong: [[...inside({ heartbeatTimeoutMs: 300 }), later(900), said('heartbeat'), heard('ack', { ack: 1 })]],
    settled: 'quiet',
  },
  {
    clause: 'client.resumes',
    right: [
      ...inside(),
      closed(1, 'server', 1006),
      opened(2),
      closed(2, 'server', 1006),
      later(500),
      concludes(1102, 'WEBSOCKET_CONNECTION_ATTEMPTS_EXHAUSTED'),
    ],
    wrong: [
      [
        ...inside(),
        closed(1, 'server', 1006),
        opened(2),
        closed(2, 'server', 1006),
        later(200),
        concludes(1102, 'WEBSOCKET_CONNECTION_ATTEMPTS_EXHAUSTED'),
      ],
      [...inside(), closed(1, 'server', 1006), later(600), concludes(1102, 'WEBSOCKET_CONNECTION_ATTEMPTS_EXHAUSTED')],
      [...inside(), closed(1, 'server', 1006), ...asks(2)],
    ],
  },
  {
    // A client that was not running while the window was open, as in a laptop that sleeps, cannot have tried.
    clause: 'client.resumes',
    right: [
      ...inside(),
      closed(1, 'server', 1006),
      later(100_000),
      concludes(1102, 'WEBSOCKET_CONNECTION_ATTEMPTS_EXHAUSTED'),
    ],
    wrong: [
      [
        ...inside(),
        closed(1, 'server', 1006),
        later(2_000),
        concludes(1102, 'WEBSOCKET_CONNECTION_ATTEMPTS_EXHAUSTED'),
      ],
    ],
  },
  {
    clause: 'client.resume-newest',
    right: [
      ...inside(),
      closed(1, 'server', 1006),
      ...comesBack(2, 1),
      heard('ack', { ack: 1 }, 2),
      closed(2, 'server', 1006),
      ...comesBack(3, 1, 'token-2'),
      ...fence(2, 3),
    ],
    wrong: [
      [
        ...inside(),
        closed(1, 'server', 1006),
        ...comesBack(2, 1),
        heard('ack', { ack: 1 }, 2),
        closed(2, 'server', 1006),
        ...comesBack(3, 1, 'token-1'),
        ...fence(2, 3),
      ],
      [
        ...inside(),
        saysLeft('bob-1', 2),
        toldLeft('bob-1'),
        closed(1, 'server', 1006),
        ...comesBack(2, 1),
        saysLeft('bob-1', 2, {}, 2),
        ...fence(3, 2),
      ],
    ],
  },
  {
    clause: 'client.waits-for-answer',
    right: [...inside(), closed(1, 'server', 1006), ...comesBack(2, 1), heard('ack', { ack: 1 }, 2), ...fence(2, 2)],
    wrong: [
      [
        ...inside(),
        closed(1, 'server', 1006),
        opened(2),
        heard('resume', { ack: 1, token: 'token-1', sequence: 1 }, 2),
        heard('ack', { ack: 1 }, 2),
        said('resumed', { token: 'token-2', lastRequest: 0 }, 2),
        ...fence(2, 2),
      ],
      [
        ...begins,
        closed(1, 'server', 1006),
        ...asks(2),
        heard('leave', { request: 1 }, 2),
        saidJoined({}, 2),
        told({ event: 'joined', participation: 'ann-1' }),
        ended(1),
        ...fence(2, 2),
      ],
    ],
  },
  {
    clause: 'client.sends-again',
    right: [
      ...inside(),
      calls(end('ann')),
      heard('end', { request: 1, ack: 1 }),
      closed(1, 'server', 1006),
      ...comesBack(2, 1),
      heard('end', { request: 1, ack: 1 }, 2),
      said('rejected', { sequence: 2, replyTo: 1, refusal: 'permission_denied' }, 2),
      ended(2, 'failed'),
      ...fence(3, 2),
    ],
    wrong: [
      [
        ...inside(),
        calls(end('ann')),
        heard('end', { request: 1, ack: 1 }),
        closed(1, 'server', 1006),
        ...comesBack(2, 1),
        ...fence(2, 2),
      ],
      [
        ...inside(),
        calls(end('ann')),
        heard('end', { request: 1, ack: 1 }),
        closed(1, 'server', 1006),
        ...comesBack(2, 1),
        heard('leave', { request: 1, ack: 1 }, 2),
        ...fence(2, 2),
      ],
    ],
  },
  {
    clause: 'client.join-id',
    right: [
      ...begins,
      closed(1, 'server', 1006),
      ...asks(2),
      saidJoined({}, 2),
      told({ event: 'joined', participation: 'ann-1' }),
      ended(1),
      ...fence(2, 2),
    ],
    wrong: [
      [
        ...begins,
        closed(1, 'server', 1006),
        opened(2),
        heard('join', { joinId: `${JOIN_ID}-2`, room: 'blue' }, 2),
        saidJoined({}, 2),
        told({ event: 'joined', participation: 'ann-1' }),
        ended(1),
        ...fence(2, 2),
      ],
    ],
  },
  {
    clause: 'client.token-address',
    right: [...inside(), closed(1, 'server', 1006), ...comesBack(2, 1), ...fence(2, 2)],
    wrong: [
      [
        ...inside(),
        closed(1, 'server', 1006),
        opened(2, '/?token=token-1'),
        ...comesBack(2, 1).slice(1),
        ...fence(2, 2),
      ],
    ],
  },
];

/** Arrivals of so many others, from the sequence 2 on. */
function crowd(count: number): Line[] {
  return Array.from({ length: count }, (_, place) => {
    const participation = `guest${place}-1`;
    return said('participantJoined', { sequence: place + 2, participant: `guest${place}`, participation });
  });
}

describe.each(pages)('$clause', ({ clause, right, wrong, settled, rightly }) => {
  test('is kept by a right history', () => {
    const history = story(right, rightly);
    const { violations, checks } = judgeClient(history);
    expect(violations).toEqual([]);
    expect(explainClient(history)).not.toMatchObject({ kind: 'refuted' });
    expect(checks.get(clause)).toBeGreaterThan(0);
  });

  for (const [place, lines] of wrong.entries())
    test(`is broken by wrong history ${place + 1}`, () => {
      const [first] = judgeClient(story(lines, settled)).violations;
      expect(first?.clause).toBe(clause);
    });
});

test('every clause that is judged has a page', () => {
  const named = new Set(pages.map(({ clause }) => clause));
  const without = clientRanking.filter((clause) => !named.has(clause));
  expect(without, 'no page in this file is about these: write one of each').toEqual([]);
});

test('every clause that an invariant can accuse by has its rank, and no other', () => {
  const accusing = clausesOf(clientInvariants);
  expect(
    clientRanking.filter((clause) => !accusing.has(clause)),
    'ranking.ts ranks these, and no invariant accuses by them: write the invariant, or take the rank out',
  ).toEqual([]);
  const ranked = new Set<string>(clientRanking);
  expect(
    [...accusing].filter((clause) => !ranked.has(clause)),
    'invariants accuse by these, and ranking.ts has no rank for them: add it there',
  ).toEqual([]);
});

/** By which clauses each invariant accuses in all of these histories, and in each without one of its records. */
function accusations(): ReadonlyMap<number, ReadonlySet<ClauseId>> {
  const accused = new Map(clientInvariants.map((_, place) => [place, new Set<ClauseId>()]));
  const histories = pages.flatMap(({ right, wrong, settled }) => [right, ...wrong].map((one) => story(one, settled)));
  const shorter = histories.flatMap((one) =>
    one.records.map((_, left) => ({ ...one, records: one.records.filter((_record, place) => place !== left) })),
  );
  for (const history of [...histories, ...shorter]) {
    const [timeline] = readLives(history);
    if (!timeline) throw new Error('a history has at least one room object');
    for (const [place, { check, clauses }] of clientInvariants.entries()) {
      const sheet = new Sheet(clauses, new Set());
      check(timeline, sheet);
      for (const { clause } of sheet.violations) accused.get(place)?.add(clause);
    }
  }
  return accused;
}

test('an invariant accuses by its own clauses alone, and each clause is accused by one', () => {
  const accused = accusations();
  const strange = clientInvariants.flatMap(({ clauses }, place) =>
    [...(accused.get(place) ?? [])].filter((clause) => !clauses.includes(clause)),
  );
  expect(strange).toEqual([]);
  const all = new Set([...accused.values()].flatMap((clauses) => [...clauses]));
  expect(clientRanking.filter((clause) => !all.has(clause))).toEqual([]);
});
