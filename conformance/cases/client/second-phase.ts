/**
 * Second phases: what holds on the first connection of a room object holds on each later one, after a Resume and after
 * a switch, with what was announced last.
 */
import fc from 'fast-check';
import { reason } from '../../../gen/codes.js';
import { anyCode, anyDeparture, CLIENT } from '../../arbitraries/client.js';
import { type Action, end, leave, type Round, remove, switchRoom, wait } from '../../exchange/scenario.js';
import type { Case } from '../case.js';
import {
  announces,
  answers,
  anyCut,
  arrives,
  bare,
  cuts,
  does,
  FEW,
  gone,
  ignores,
  joins,
  left,
  type Rounds,
  refuses,
  rests,
  roomLeft,
} from './sketch.js';

const beat = does({ kind: 'heartbeat' });
const switches: Round = [switchRoom(CLIENT, 'green')];

/** How a room object gets to a later connection, or a later room. */
const later: readonly Rounds[] = [
  [[cuts()], [rests]],
  [[cuts('reset')], [left('dan')], [rests], [cuts()], [rests]],
  [switches],
  [switches, [cuts()], [rests]],
  [[cuts()], [left('dan')], [rests], switches],
  [switches, [switchRoom(CLIENT, 'blue')], [cuts()], [arrives('dan')], [rests]],
];

const inLater = (core: fc.Arbitrary<Rounds>): fc.Arbitrary<Rounds> =>
  fc.tuple(fc.constantFrom(...later), core).map(([way, rounds]) => [joins, ...way, ...rounds]);

const anyNews = anyDeparture(fc.constantFrom('bob', 'cyd', 'eve'), anyCode);

const silent = { heartbeatTimeoutMs: 300, resumeWindowMs: 1_500 };

/** The client cases about later connections and rooms. */
export const clientSecondPhaseCases: readonly Case[] = [
  bare({
    id: 'later-messages',
    title: 'What a client takes up on a later connection it tells and acknowledges as on the first one',
    clauses: ['client.ack', 'client.ack-heartbeat', 'client.participant-left', 'client.repeats', 'client.list'],
    uses: ['switch'],
    core: inLater(
      fc.tuple(anyNews, anyNews, fc.constantFrom('bob', 'cyd')).map(([one, other, who]) => [
        [one, beat],
        [left(who, reason.MANUAL_LEAVE_CALLED, 'repeat'), other],
        [does({ kind: 'unknown', numbering: 'next' }), beat],
      ]),
    ),
  }),
  bare({
    id: 'later-crowd',
    title: 'On a later connection, too, the client acknowledges at least every 256 messages',
    clauses: ['client.ack-many', 'client.ack'],
    uses: ['switch'],
    core: inLater(fc.integer({ min: 256, max: 300 }).map((count) => [[does({ kind: 'crowd', count })]])),
    runs: FEW,
  }),
  bare({
    id: 'later-gap',
    title: 'A gap on a later connection is a lost connection, and the client gets what it missed',
    clauses: ['client.gap', 'client.declared-lost', 'client.resumes', 'client.resume-newest'],
    uses: ['switch'],
    core: inLater(
      fc
        .constantFrom(left('bob', reason.REMOVE_PEER, 'gap'), left('eve', 1042, 'gap'))
        .map((gap) => [[gap, left('cyd')]]),
    ),
  }),
  bare({
    id: 'later-requests',
    title: 'Requests on a later connection are numbered, answered and sent again as on the first one',
    clauses: ['client.numbers', 'client.sends-again', 'client.refused-call'],
    uses: ['switch', 'end', 'remove'],
    core: inLater(
      anyCut.map((cut) => [
        [remove(CLIENT, 'bob')],
        [ignores('end')],
        [end(CLIENT)],
        [refuses('end')],
        [cut],
        [remove(CLIENT, 'cyd')],
      ]),
    ),
  }),
  bare({
    id: 'later-end',
    title: 'A room object ends on a later connection as on the first one',
    clauses: ['client.server-word', 'client.room-left-once', 'client.room-left-last'],
    uses: ['switch', 'leave'],
    core: inLater(
      fc.oneof(
        anyCode.map((code): Rounds => [[roomLeft(code)], [left('bob')]]),
        fc.constant<Rounds>([[leave(CLIENT)]]),
        anyCode.map((code): Rounds => [[answers('resume', { how: 'roomLeft', code, wording: 'own' })], [cuts()]]),
      ),
    ),
  }),
  bare({
    id: 'later-silence',
    title: 'The client takes a later connection as lost that is silent, by what was announced last',
    clauses: ['client.silence', 'client.resumes', 'client.participant-left'],
    uses: ['switch'],
    timed: true,
    core: fc
      .constantFrom<Rounds>(
        [[announces(silent)], joins, [cuts()], [rests]],
        [[announces(silent)], joins, switches],
        [joins, [announces(silent)], switches],
        [[announces({ ...silent, heartbeatTimeoutMs: 60_000 })], joins, [announces(silent)], switches],
        [[announces(silent)], joins, [does({ kind: 'freeze' })], [left('dan')], [rests]],
      )
      .map((before) => [...before, [does({ kind: 'freeze' })], [left('bob')]]),
    runs: 10,
  }),
  bare({
    id: 'later-window',
    title: 'The client retries for as long as the window that was announced last',
    clauses: ['client.resumes', 'client.local-reason', 'client.room-left-once'],
    codes: [reason.WEBSOCKET_CONNECTION_ATTEMPTS_EXHAUSTED],
    uses: ['switch'],
    timed: true,
    core: fc
      .tuple(
        fc.constantFrom<Rounds>(
          [[announces({ resumeWindowMs: 300 })], joins, [announces({ resumeWindowMs: 1_500 })], switches],
          [[announces({ resumeWindowMs: 3_000 })], joins, [announces({ resumeWindowMs: 300 })], switches],
          [[announces({ resumeWindowMs: 600 })], joins, [cuts()], [rests]],
        ),
        fc.constantFrom<Action>(gone, ignores('resume')),
      )
      .map(([before, unreachable]) => [...before, [unreachable], [cuts()]]),
    runs: 8,
  }),
  bare({
    id: 'no-window-any-more',
    title: 'A client that has switched to where there is no resume window does not resume',
    clauses: ['client.local-reason', 'client.resumes', 'client.room-left-once'],
    codes: [reason.WEBSOCKET_DISCONNECTED],
    uses: ['switch'],
    core: anyCut.map((cut) => [joins, [announces({ resumeWindowMs: 0 })], switches, [cut]]),
    runs: FEW,
  }),
  bare({
    id: 'heals-behind-it',
    title: 'A client that has come back goes on as before when its old connection heals',
    clauses: ['client.silence', 'client.resumes', 'client.participant-left'],
    timed: true,
    core: fc
      .tuple(anyNews, fc.constantFrom<Action>(left('cyd'), beat, roomLeft(reason.REMOVE_PEER)))
      .map(([news, last]) => [
        [announces({ ...silent, heartbeatIntervalMs: 100 })],
        joins,
        [does({ kind: 'freeze' })],
        [news],
        // By then it has noticed the silence, and is back over another connection.
        [wait('past-leave')],
        [does({ kind: 'heal' }), left('bob')],
        [last],
      ]),
    runs: 10,
  }),
];
