/**
 * After the end: whatever ended the room object, the client fires nothing more and opens no connection, for as long as
 * the text lets a client take for anything.
 */
import fc from 'fast-check';
import { close, reason } from '../../../gen/codes.js';
import { CLIENT } from '../../arbitraries/client.js';
import { end, switchRoom, wait } from '../../exchange/scenario.js';
import type { Case } from '../case.js';
import {
  announces,
  answers,
  bare,
  cuts,
  does,
  goes,
  gone,
  ignores,
  joins,
  onItsWay,
  type Rounds,
  refuses,
  rests,
  roomLeft,
} from './sketch.js';

/** Every timer that a connection can have runs when the end comes. */
const watched = announces({ heartbeatIntervalMs: 200, heartbeatTimeoutMs: 600, resumeWindowMs: 800 });

/** How a client can have got to where the end finds it. */
const ways: readonly Rounds[] = [
  [joins],
  [[watched], joins],
  [joins, [cuts()], [rests]],
  [joins, [switchRoom(CLIENT, 'green')]],
  [[watched], joins, [cuts('reset')], [rests]],
];

/** All of these wait at the same time, so that more of them take no longer. */
const RUNS = 12;

const ending = (id: string, title: string, needs: Pick<Case, 'uses'>, core: fc.Arbitrary<Rounds>): Case =>
  bare({
    id,
    title,
    clauses: ['client.never-rejoins', 'client.room-left-last', 'client.room-left-once'],
    timed: true,
    ...needs,
    core: core.map((rounds) => [...rounds, [wait('past-leave')]]),
    runs: RUNS,
  });

const after = (...endings: readonly fc.Arbitrary<Rounds>[]): fc.Arbitrary<Rounds> =>
  fc.tuple(fc.constantFrom(...ways), fc.oneof(...endings)).map(([way, rounds]) => [...way, ...rounds]);

const told = fc
  .constantFrom(
    reason.REMOVE_PEER,
    reason.ROOM_CLOSE,
    reason.REMOVE_ALL,
    reason.REMOVE_PEER_API,
    reason.DUPLICATE_PARTICIPANT,
    reason.WEBSOCKET_DISCONNECTED,
    'absent' as const,
    1042,
  )
  .map((code): Rounds => [[roomLeft(code)]]);

const closed = fc
  .constantFrom(close.REMOVE_PEER, close.REMOVE_ALL, close.WEBSOCKET_DISCONNECTED, 4542)
  .map((code): Rounds => [[does({ kind: 'close', code })]]);

const toldWhenBack = fc
  .constantFrom(reason.REMOVE_PEER, reason.ROOM_CLOSE, reason.REMOVE_ALL)
  .map((code): Rounds => [[answers('resume', { how: 'roomLeft', code, wording: 'own' })], [cuts()]]);

/** Where the Leave itself is not answered. */
const unanswered: Rounds = [joins, [ignores('leave')]];

/** Endings that the client concludes itself. */
const losses: readonly Rounds[] = [
  [[refuses('join')], joins],
  [[answers('join', { how: 'roomLeft', code: reason.REMOVE_PEER, wording: 'own' })], joins],
  [[announces({ resumeWindowMs: 0 })], joins, [cuts()]],
  [joins, [refuses('resume', 'not_found')], [cuts()]],
  [[announces({ resumeWindowMs: 300 })], joins, [gone], [cuts()]],
  [[announces({ resumeWindowMs: 300 })], joins, [ignores('resume')], [cuts('reset')]],
];

/** The client cases about what follows roomLeft. */
export const clientAfterwardsCases: readonly Case[] = [
  ending(
    'put-out-for-good',
    'A client that the server has put out stays out',
    { uses: ['switch'] },
    after(told, closed, toldWhenBack),
  ),
  ending(
    'left-for-good',
    'A client that has left stays out, wherever it was when it left',
    { uses: ['leave', 'dispose', 'switch', 'end'] },
    fc.oneof(
      after(
        goes.map((going): Rounds => [[going]]),
        fc.constant<Rounds>([[end(CLIENT)]]),
      ),
      fc.tuple(fc.constantFrom(...onItsWay, unanswered), goes).map(([rounds, going]): Rounds => [...rounds, [going]]),
    ),
  ),
  ending('lost-for-good', 'A client that has given up stays out', { uses: [] }, fc.constantFrom(...losses)),
];
