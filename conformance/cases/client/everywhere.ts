/**
 * Whatever an application may ask for, a server say, or a network do, in each state of a room object: so that a default run meets
 * nearly every pair of a state and an event.
 */
import fc from 'fast-check';
import { reason, wsClose } from '../../../gen/codes.js';
import { CLIENT } from '../../arbitraries/client.js';
import { type Action, dispose, end, leave, remove, switchRoom, unload, viewer } from '../../exchange/scenario.js';
import type { Case } from '../case.js';
import {
  announces,
  answers,
  arrives,
  bare,
  cuts,
  does,
  goes,
  ignores,
  joins,
  left,
  type Rounds,
  roomLeft,
} from './sketch.js';

const asks: readonly Action[] = [end(CLIENT), remove(CLIENT, 'bob'), switchRoom(CLIENT, 'red'), viewer(CLIENT)];
/** What is not answered ends nothing: something else can follow it. */
const unheeded: Rounds = [[ignores('end')], [ignores('switch')], [ignores('mode')]];

const news: readonly Action[] = [
  arrives('eve'),
  left('bob'),
  does({ kind: 'heartbeat' }),
  does({ kind: 'unknown', numbering: 'next' }),
];

const oneByOne = (steps: readonly Action[]): Rounds => steps.map((step) => [step]);

/** Nearly all that may be said and asked for, one thing after another. */
const happenings: fc.Arbitrary<Rounds> = fc
  .tuple(fc.shuffledSubarray([...news], { minLength: 3 }), fc.shuffledSubarray([...asks], { minLength: 3 }))
  .map(([said, asked]) => oneByOne([...said, ...asked]));

const joining: Rounds = [[ignores('join')], joins];
const inside: Rounds = [joins];
const switching: Rounds = [joins, [ignores('switch')], [switchRoom(CLIENT, 'green')]];
const away: Rounds = [joins, [ignores('resume')], [cuts()]];

const whileJoining = (rounds: Rounds): Rounds => [...joining, ...rounds];
const afterwards = (rounds: Rounds): Rounds => [...inside, [roomLeft(reason.REMOVE_PEER)], ...rounds];

/** One room object in the room, then behind a switch that nobody decides, then without a connection. */
const fromRoomToRoom: fc.Arbitrary<Rounds> = fc
  .tuple(happenings, happenings, happenings)
  .map(([first, second, third]) => [
    ...inside,
    ...first,
    [switchRoom(CLIENT, 'green')],
    ...second,
    [ignores('resume')],
    [cuts()],
    ...third,
  ]);

const garbage: readonly Action[] = [
  does({ kind: 'garbage', frame: 'text' }),
  does({ kind: 'garbage', frame: 'undecodable' }),
];
const isGarbage = fc.constantFrom(...garbage);
const closes = fc.constantFrom(does({ kind: 'close', code: wsClose.NORMAL }), cuts(), cuts('reset'));

/** A call that waits for an answer gives the client the time to ask for its Resume. */
const asking: Rounds = [...away, [remove(CLIENT, 'bob')]];

const places = [joining, inside, switching, asking];

/** What takes the connection away, in each state. */
const brokenOff: fc.Arbitrary<Rounds> = fc.oneof(
  ...places.flatMap((place) => [isGarbage, closes].map((ends) => ends.map((end): Rounds => [...place, [end]]))),
  isGarbage.map((frame): Rounds => [joins, [roomLeft(reason.REMOVE_PEER), frame]]),
);

/** A page is gone, in each state: a case of its own, since not every client lives in a page. */
const unloaded = fc.constantFrom<Rounds>(...places.map((place): Rounds => [...place, [unload(CLIENT)]]), [
  joins,
  [roomLeft(reason.REMOVE_PEER)],
  [unload(CLIENT)],
]);

/** Somebody has been told to leave, and is not answered. */
const leaving: fc.Arbitrary<Rounds> = fc
  .tuple(
    goes,
    happenings,
    fc.constantFrom<Rounds>([], [[unload(CLIENT)]], ...garbage.map((frame): Rounds => [[frame]])),
  )
  .map(([going, after, end]) => [joins, [ignores('leave')], [remove(CLIENT, 'cyd'), going], ...after, ...end]);

const refusing = answers('connect', { how: 'without-subprotocol' });
const briefly = announces({ heartbeatTimeoutMs: 300 });

/** What has to be waited for: silence, attempts that come to nothing, and the end of the window. */
const waiting = fc.constantFrom<Rounds>(
  [[briefly], [ignores('remove')], ...switching, [remove(CLIENT, 'bob')], [remove(CLIENT, 'cyd')]],
  [[briefly], ...away],
  [joins, [refusing], [cuts()]],
  [joins, [refusing], [cuts()], [leave(CLIENT)]],
  [...away, [dispose(CLIENT)]],
  [[briefly], [ignores('leave')], joins, [dispose(CLIENT)]],
  [[briefly], [ignores('leave')], ...away, [leave(CLIENT)]],
);

const clauses: Case['clauses'] = ['client.room-left-once', 'client.room-left-last'];

/** The client cases that lead into each state. */
export const clientEverywhereCases: readonly Case[] = [
  bare({
    id: 'everywhere',
    title:
      'Whatever is said and asked for while a room object is joining, joined, switching, reconnecting or left, each call ends',
    clauses: ['client.calls-settled', 'client.participant-left', 'client.numbers'],
    // Each call that nobody answers is waited for a moment, so that these are played beside all others that wait.
    timed: true,
    core: fc
      .oneof(fromRoomToRoom, happenings.map(whileJoining), happenings.map(afterwards))
      .map((rounds) => [...unheeded, ...rounds]),
    runs: 8,
  }),
  bare({
    id: 'broken-off-anywhere',
    title: 'Wherever a room object is when its connection is gone, it comes to one end at the most',
    clauses,
    core: brokenOff,
    runs: 36,
  }),
  bare({
    id: 'unloaded-anywhere',
    title: 'Wherever a room object is when its page is gone, it comes to one end at the most',
    clauses: [...clauses, 'client.unload'],
    uses: ['unload'],
    core: unloaded,
    runs: 12,
  }),
  bare({
    id: 'everything-while-leaving',
    title: 'Whatever is said and asked for while a room object is leaving, it comes to one end in time',
    clauses: [...clauses, 'client.leave-bounded'],
    uses: ['leave', 'dispose'],
    timed: true,
    core: leaving.map((rounds) => [...unheeded, ...rounds]),
    runs: 16,
  }),
  bare({
    id: 'waiting-anywhere',
    title: 'A room object that is switching, reconnecting or leaving comes to one end where nothing is said any more',
    clauses: ['client.room-left-once', 'client.resumes'],
    uses: ['leave', 'dispose'],
    timed: true,
    core: waiting,
    runs: 14,
  }),
];
