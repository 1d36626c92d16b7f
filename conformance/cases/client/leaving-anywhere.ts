/**
 * Leaving in every state of a room object, in every way, whatever the server does about it: with windows shorter and
 * longer than the times in which a client must be gone.
 */
import fc from 'fast-check';
import type { ClauseId } from '../../../gen/clauses.js';
import { close, reason, wsClose } from '../../../gen/codes.js';
import { CLIENT } from '../../arbitraries/client.js';
import { type Action, type Round, switchRoom } from '../../exchange/scenario.js';
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
  left,
  type Rounds,
  rests,
  roomLeft,
} from './sketch.js';

const reachable = answers('connect', { how: 'lawfully' });
const answered = answers('resume', { how: 'lawfully' });

/** Where a room object is when it is told to leave, and what brings it back. */
interface Whereabouts {
  readonly before: Rounds;
  readonly back: readonly Action[];
}

const onTheWayIn: readonly Whereabouts[] = [
  { before: [[ignores('join')], joins], back: [cuts(), answers('join', { how: 'lawfully' })] },
  { before: [[ignores('connect')], joins], back: [cuts(), reachable] },
  { before: [[gone], joins], back: [reachable] },
];

const away: readonly Whereabouts[] = [
  { before: [joins, [gone], [cuts()]], back: [reachable] },
  { before: [joins, [ignores('connect')], [cuts('reset')]], back: [cuts(), reachable] },
  { before: [joins, [ignores('resume')], [cuts()]], back: [cuts(), answered] },
  { before: [joins, [cuts()], [rests], [gone], [cuts('reset')]], back: [reachable] },
];

const inside: readonly Rounds[] = [
  [joins],
  [joins, [cuts()], [rests]],
  [joins, [ignores('switch')], [switchRoom(CLIENT, 'green')]],
  [joins, [switchRoom(CLIENT, 'green')]],
];

/** Alone, twice at once, twice one after the other. */
const goesAnyhow: fc.Arbitrary<Rounds> = fc.oneof(
  goes.map((going): Rounds => [[going]]),
  fc.tuple(goes, goes).map((both): Rounds => [both]),
  fc.tuple(goes, goes).map(([first, second]): Rounds => [[first], [second]]),
);

/** It goes, and the server comes back afterwards or does not. */
const goesFrom = (places: readonly Whereabouts[]): fc.Arbitrary<Rounds> =>
  fc
    .tuple(fc.constantFrom(...places), goesAnyhow, fc.boolean())
    .map(([{ before, back }, going, returns]) => [...before, ...going, ...(returns ? back.map((step) => [step]) : [])]);

/** The resume window: shorter than the 2 s of a Leave, and longer than the 5 s in which the client must be gone. */
const windows = fc.constantFrom(300, 3_000, 8_000).map((resumeWindowMs): Round => [announces({ resumeWindowMs })]);

/** What the server says to the Leave, if it says anything. */
const answersToLeave = fc.oneof(
  fc.constantFrom<Action>(
    ignores('leave'),
    answers('leave', { how: 'cut' }),
    answers('leave', { how: 'close', code: close.LEAVE }),
    answers('leave', { how: 'close', code: wsClose.NORMAL }),
    answers('leave', { how: 'close', code: close.REMOVE_PEER }),
    answers('leave', { how: 'reject', code: 'unavailable' }),
  ),
  fc
    .constantFrom(reason.REMOVE_PEER, reason.ROOM_CLOSE, 'absent' as const)
    .map((code) => answers('leave', { how: 'roomLeft', code, wording: 'own' })),
);

const clauses: Case['clauses'] = [
  'client.leave-always',
  'client.leave-bounded',
  'client.leave-never-throws',
  'client.leave-again',
  'client.room-left-once',
];

/** All of these wait at the same time, so that more of them take no longer. */
const RUNS = 24;

const leaving = (id: string, title: string, core: fc.Arbitrary<Rounds>, more: readonly ClauseId[] = []): Case =>
  bare({
    id,
    title,
    clauses: [...clauses, ...more],
    uses: ['leave', 'dispose'],
    timed: true,
    core: fc.tuple(windows, core).map(([window, rounds]) => [window, ...rounds]),
    runs: RUNS,
  });

/** The client cases about leaving in every state. */
export const clientLeavingAnywhereCases: readonly Case[] = [
  leaving(
    'leave-on-the-way-in',
    'leave() ends a room object that is on its way in, whether or not the server can be reached afterwards',
    goesFrom(onTheWayIn),
  ),
  leaving(
    'leave-while-away',
    'leave() ends a room object that has lost its connection, whether or not the server comes back in time',
    goesFrom(away),
  ),
  leaving(
    'leave-answered-in-any-way',
    'leave() ends a room object, whatever the server makes of its Leave',
    fc
      .tuple(fc.constantFrom(...inside), answersToLeave, goesAnyhow)
      .map(([before, answer, going]) => [...before, [answer], ...going]),
    ['client.server-word'],
  ),
  leaving(
    'leave-and-silence',
    'leave() ends a room object on whose connection nothing passes any more',
    fc
      .tuple(goesAnyhow, fc.boolean())
      .map(([going, heals]) => [
        joins,
        [left('bob')],
        [does({ kind: 'freeze' })],
        ...going,
        ...(heals ? [[does({ kind: 'heal' })], [roomLeft(reason.REMOVE_PEER)]] : []),
      ]),
  ),
];
