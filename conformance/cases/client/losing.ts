/** Lost connections, and what becomes of the room object. */

import fc from 'fast-check';
import { close, reason, wsClose } from '../../../gen/codes.js';
import { anyCode, anyDeparture, CLIENT } from '../../arbitraries/client.js';
import { end, leave, remove, switchRoom, wait } from '../../exchange/scenario.js';
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
  type Rounds,
  refuses,
  rests,
  roomLeft,
} from './sketch.js';

const stays: Rounds = [[does({ kind: 'heartbeat' })], [wait('past-window')]];
const over = roomLeft(reason.REMOVE_PEER);

const missed = anyDeparture(fc.constantFrom('bob', 'cyd', 'eve'), anyCode);

/** The client cases about lost connections. */
export const clientLosingCases: readonly Case[] = [
  bare({
    id: 'one-connection',
    title: 'A client keeps no connection open beside the one that it uses',
    clauses: ['client.one-connection'],
    timed: true,
    core: fc
      .tuple(fc.constantFrom<Rounds>([], [[cuts()], [rests]]), fc.constantFrom<Rounds>(stays, [[over]]))
      .map(([loss, end]) => [joins, ...loss, ...end]),
    runs: 6,
  }),
  bare({
    id: 'sends-again',
    title: 'The client sends a request again only if it was lost with its connection',
    clauses: ['client.sends-again', 'client.numbers', 'client.refused-call'],
    uses: ['end'],
    core: fc.constant([joins, [ignores('end')], [end(CLIENT)], [refuses('end')], [cuts()]]),
    runs: 8,
  }),
  bare({
    id: 'repeats-alone',
    title: 'The client sends nothing between a repeated Join and its Joined',
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
    title: 'A client that loses its connection resumes with its newest token, and gets what it missed',
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
    title: 'A close that does not stand for RoomLeft is a lost connection, 1000 included',
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
    title: 'A close that stands for RoomLeft counts as RoomLeft',
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
    id: 'resume-refused-for-now',
    title: 'A Resume that is refused for now is a lost connection, or is tried again',
    clauses: ['client.room-left-once', 'client.resume-newest'],
    timed: true,
    core: fc
      .constantFrom('unavailable' as const, 'resource_exhausted' as const)
      .map((code) => [
        [refuses('resume', code)],
        [cuts()],
        [answers('resume', { how: 'lawfully' })],
        [rests],
        [leave(CLIENT)],
      ]),
    runs: FEW,
  }),
  meeting({
    id: 'no-window',
    title: 'Without a resume window, a lost connection ends the room object',
    clauses: ['client.local-reason', 'client.resumes', 'client.room-left-once'],
    codes: [reason.WEBSOCKET_DISCONNECTED],
    setting: [announces({ resumeWindowMs: 0 })],
    core: anyCut.map((cut) => [[cut]]),
  }),
  meeting({
    id: 'window-over',
    title: 'A client that cannot reconnect retries until the end of the window',
    clauses: ['client.resumes', 'client.local-reason', 'client.room-left-once'],
    codes: [reason.WEBSOCKET_CONNECTION_ATTEMPTS_EXHAUSTED],
    timed: true,
    setting: [announces({ resumeWindowMs: 300 })],
    core: fc.tuple(anyCut, fc.constantFrom(gone, ignores('resume'))).map(([cut, silent]) => [[silent], [cut]]),
    runs: FEW,
  }),
  meeting({
    id: 'resume-told',
    title: 'A client that departed while it was away is told the true reason',
    clauses: ['client.server-word', 'client.room-left-any-sequence'],
    core: fc
      .tuple(anyCut, anyCode)
      .map(([cut, code]) => [[answers('resume', { how: 'roomLeft', code, wording: 'own' })], [cut]]),
  }),
  meeting({
    id: 'switch-cut',
    title: 'A client whose connection is lost for good during a switch reports a failed switch',
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
    title: 'A gap in the sequence is a lost connection, and the client gets what it missed',
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
    id: 'lost-is-closed',
    title: 'The client closes a connection that it takes as lost, also where no server does so',
    clauses: ['client.declared-lost', 'client.gap'],
    // A server that answers the Resume would close the old connection itself.
    core: fc
      .constantFrom([ignores('resume')], [gone])
      .chain((away) =>
        fc
          .constantFrom(left('bob', reason.REMOVE_PEER, 'gap'), does({ kind: 'unknown', numbering: 'gap' }))
          .map((gap) => [[announces({ resumeWindowMs: 300 })], joins, away, [gap]]),
      ),
    runs: FEW,
  }),
  bare({
    id: 'silence',
    title: 'The client takes a silent connection as lost, and closes it',
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
