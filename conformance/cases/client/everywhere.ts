/**
 * Whatever an application may ask for, a server say, or a network do, in each state of a room object: so that a default run meets
 * nearly every pair of a state and an event.
 */
import fc from 'fast-check';
import { close, reason, wsClose } from '../../../gen/codes.js';
import { CLIENT } from '../../arbitraries/client.js';
import { type Action, dispose, end, leave, type Round, remove, switchRoom, unload, viewer } from '../../exchange/scenario.js';
import type { Case } from '../case.js';
import { announces, answers, arrives, bare, cuts, does, goes, ignores, joins, left, type Rounds, roomLeft } from './sketch.js';

const asks: readonly Action[] = [
  end(CLIENT),
  remove(CLIENT, 'bob'),
  switchRoom(CLIENT, 'red'),
  viewer(CLIENT),
];
/** A request that is not answered ends nothing: others can follow it. */
const unheeded: Round = [ignores('end'), ignores('remove'), ignores('switch'), ignores('mode')];

const news: readonly Action[] = [
  arrives('eve'),
  left('bob'),
  does({ kind: 'heartbeat' }),
  does({ kind: 'unknown', numbering: 'next' }),
];

/** What takes the connection away, or the room object with it. */
const ends = fc.constantFrom<Action>(
  does({ kind: 'garbage', frame: 'text' }),
  does({ kind: 'garbage', frame: 'undecodable' }),
  does({ kind: 'close', code: wsClose.NORMAL }),
  does({ kind: 'close', code: close.REMOVE_PEER }),
  cuts(),
  roomLeft(reason.REMOVE_PEER),
  unload(CLIENT),
);

const oneByOne = (steps: readonly Action[]): Rounds => steps.map((step) => [step]);

/** Most of what may happen, one after another, and then what ends it. */
const happenings: fc.Arbitrary<Rounds> = fc
  .tuple(fc.shuffledSubarray([...asks], { minLength: 3 }), fc.shuffledSubarray([...news], { minLength: 3 }), ends)
  .map(([asked, said, end]) => [...oneByOne(said), ...oneByOne(asked), [end]]);

const joining: Rounds = [[ignores('join')], joins];
const inside: Rounds = [joins];
const switching: Rounds = [joins, [ignores('switch')], [switchRoom(CLIENT, 'green')]];
const away: Rounds = [joins, [ignores('resume')], [cuts()]];
const over: Rounds = [joins, [roomLeft(reason.REMOVE_PEER), does({ kind: 'garbage', frame: 'text' })]];

const clauses: Case['clauses'] = [
  'client.room-left-once',
  'client.room-left-last',
  'client.participant-left',
  'client.numbers',
  'client.calls-settled',
];

/** Where somebody is that has been told to leave, and is not answered. */
const goingFrom = (place: Rounds): fc.Arbitrary<Rounds> =>
  goes.map((going) => [...place.slice(0, 1), [ignores('leave')], ...place.slice(1), [going]]);

const refusing = answers('connect', { how: 'without-subprotocol' });
const briefly = announces({ heartbeatTimeoutMs: 300 });

/** What has to be waited for: silence, attempts that come to nothing, and the end of the window. */
const waiting: fc.Arbitrary<Rounds> = fc.oneof(
  fc.constantFrom<Rounds>(
    [[briefly], ...switching],
    [joins, [refusing], [cuts()]],
    [joins, [refusing], [cuts()], [leave(CLIENT)]],
    [joins, [refusing], [cuts()], [dispose(CLIENT)]],
  ),
  goes.map((going): Rounds => [[briefly], [ignores('leave')], joins, [going]]),
  goes.map((going): Rounds => [[briefly], [ignores('leave')], joins, [ignores('resume')], [cuts()], [going]]),
);

const RUNS = 40;
/** These wait, side by side. */
const FEWER = 16;

/** The client cases that lead into each state. */
export const clientEverywhereCases: readonly Case[] = [
  bare({
    id: 'everywhere',
    title: 'Whatever is asked for, said or broken off while a room object is joining, joined, switching, reconnecting or left, it comes to one end',
    clauses,
    core: fc
      .tuple(fc.constantFrom(joining, inside, switching, away, over), happenings)
      .map(([before, after]) => [unheeded, ...before, ...after]),
    runs: RUNS,
  }),
  bare({
    id: 'everywhere-leaving',
    title: 'Whatever is asked for, said or broken off while a room object is leaving, it comes to one end',
    clauses: [...clauses, 'client.leave-bounded'],
    uses: ['leave', 'dispose'],
    timed: true,
    core: fc
      .tuple(fc.constantFrom(inside, switching).chain(goingFrom), happenings)
      .map(([before, after]) => [unheeded, ...before, ...after]),
    runs: FEWER,
  }),
  bare({
    id: 'everywhere-waiting',
    title: 'A room object that is switching, reconnecting or leaving comes to one end where nothing is said any more',
    clauses: ['client.room-left-once', 'client.resumes'],
    uses: ['leave', 'dispose'],
    timed: true,
    core: waiting,
    runs: FEWER,
  }),
];
