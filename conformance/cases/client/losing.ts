/** Connections that are lost, and what becomes of the room object. */

import fc from 'fast-check';
import { close, reason, wsClose } from '../../../gen/codes.js';
import { anyCode, anyDeparture, CLIENT } from '../../arbitraries/client.js';
import { end, remove, switchRoom } from '../../exchange/index.js';
import type { Case } from '../case.js';
import {
  announces,
  answers,
  anyCut,
  bare,
  cuts,
  does,
  FEW,
  gone,
  ignores,
  joins,
  left,
  meeting,
  refuses,
} from './sketch.js';

const missed = anyDeparture(fc.constantFrom('bob', 'cyd', 'eve'), anyCode);

export const losing: readonly Case[] = [
  bare({
    id: 'sends-again',
    title: 'A request that was lost with its connection is sent again, and no other',
    clauses: ['client.sends-again', 'client.numbers', 'client.refused-call'],
    uses: ['end'],
    core: fc.constant([joins, [ignores('end')], [end(CLIENT)], [refuses('end')], [cuts()]]),
    runs: 8,
  }),
  bare({
    id: 'repeats-alone',
    title: 'Behind a Join that is repeated nothing is sent before Joined',
    clauses: ['client.waits-for-answer', 'client.join-id'],
    uses: ['remove'],
    core: fc.constant([
      [answers('join', { how: 'cut' })],
      [...joins, remove(CLIENT, 'bob')],
      [answers('join', { how: 'lawfully' })],
      [does({ kind: 'heartbeat' })],
    ]),
    runs: 6,
  }),
  meeting({
    id: 'resume',
    title: 'Whoever loses its connection comes back with what it has, and is told what it missed',
    clauses: [
      'client.resumes',
      'client.resume-newest',
      'client.waits-for-answer',
      'client.token-address',
      'client.participant-left',
    ],
    uses: ['remove'],
    core: fc
      .tuple(anyCut, anyCut, missed)
      .map(([once, twice, news]) => [
        [left('dan')],
        [once, news],
        [remove(CLIENT, 'cyd')],
        [does({ kind: 'heartbeat' })],
        [remove(CLIENT, 'bob')],
        [twice],
      ]),
  }),
  meeting({
    id: 'other-close',
    title: 'A close that is no RoomLeft is a lost connection, 1000 included',
    clauses: ['client.other-close', 'client.resumes'],
    core: fc
      .constantFrom(
        wsClose.NORMAL,
        wsClose.GOING_AWAY,
        wsClose.POLICY_VIOLATION,
        wsClose.INTERNAL_ERROR,
        3000,
        4_000,
        close.REPLACED,
        4300,
        4499,
      )
      .map((code) => [[does({ kind: 'close', code })], [left('bob')]]),
  }),
  meeting({
    id: 'close-is-room-left',
    title: 'A close that stands for a RoomLeft is one',
    clauses: ['client.close-is-room-left', 'client.server-word', 'reason.source'],
    core: fc
      .oneof(
        fc.constantFrom(
          close.WEBSOCKET_DISCONNECTED,
          close.REMOVE_PEER,
          close.ROOM_CLOSE,
          close.REMOVE_ALL,
          close.MEETING_END_API,
          close.LEAVE,
          4199,
          4500,
          4999,
        ),
        fc.integer({ min: 4_001, max: 4_199 }),
        fc.integer({ min: 4500, max: 4999 }),
      )
      .map((code) => [[does({ kind: 'close', code })]]),
    runs: 30,
  }),
  meeting({
    id: 'resume-refused',
    title: 'A Resume that is refused is a lost connection',
    clauses: ['client.local-reason', 'client.giving-up', 'client.room-left-once'],
    codes: [reason.WEBSOCKET_DISCONNECTED],
    core: anyCut.map((cut) => [[refuses('resume', 'not_found')], [cut]]),
  }),
  meeting({
    id: 'no-window',
    title: 'Where nothing can be resumed, the loss is the end',
    clauses: ['client.local-reason', 'client.resumes', 'client.room-left-once'],
    codes: [reason.WEBSOCKET_DISCONNECTED],
    setting: [announces({ resumeWindowMs: 0 })],
    core: anyCut.map((cut) => [[cut]]),
  }),
  meeting({
    id: 'window-over',
    title: 'Whoever cannot come back tries until the window is over',
    clauses: ['client.resumes', 'client.local-reason', 'client.room-left-once'],
    codes: [reason.WEBSOCKET_CONNECTION_ATTEMPTS_EXHAUSTED],
    timed: true,
    setting: [announces({ resumeWindowMs: 300 })],
    core: fc.tuple(anyCut, fc.constantFrom(gone, ignores('resume'))).map(([cut, silent]) => [[silent], [cut]]),
    runs: FEW,
  }),
  meeting({
    id: 'resume-told',
    title: 'Whoever departed while it was away is told the true reason',
    clauses: ['client.server-word', 'client.room-left-any-sequence'],
    core: fc
      .tuple(anyCut, anyCode)
      .map(([cut, code]) => [[answers('resume', { how: 'roomLeft', code, wording: 'own' })], [cut]]),
  }),
  meeting({
    id: 'switch-cut',
    title: 'Whoever is lost in the middle of a switch could not switch',
    clauses: ['client.local-reason', 'client.calls-settled'],
    codes: [reason.SWITCH_ROOM_FAILED],
    uses: ['switch'],
    core: fc.constant([
      [refuses('resume', 'not_found'), answers('switch', { how: 'cut' })],
      [switchRoom(CLIENT, 'green')],
    ]),
    runs: FEW,
  }),
  meeting({
    id: 'gap',
    title: 'A gap is a lost connection, and what was missed comes again',
    clauses: ['client.gap', 'client.declared-lost', 'client.resumes', 'client.participant-left'],
    core: fc
      .constantFrom(
        left('bob', reason.REMOVE_PEER, 'gap'),
        left('dan', 1042, 'gap'),
        does({ kind: 'unknown', numbering: 'gap' }),
      )
      .map((gap) => [[gap, left('cyd')]]),
  }),
  bare({
    id: 'silence',
    title: 'A connection that has gone silent is lost, and closed',
    clauses: ['client.silence', 'client.resumes', 'client.participant-left'],
    timed: true,
    core: fc.constant([
      [announces({ heartbeatTimeoutMs: 300, resumeWindowMs: 1500 })],
      joins,
      [does({ kind: 'freeze' })],
      [left('bob')],
    ]),
    runs: FEW,
  }),
];
