/**
 * Large and long: many people, many departures, many requests, many openings, many losses. What is counted in a byte, or kept in a list of
 * fixed length, breaks here alone. Each number is beyond one that programs are limited to: 16 or 32 people, 100 departures, 255 requests.
 */
import fc from 'fast-check';
import {
  type Action,
  attendee,
  cut,
  end,
  host,
  join,
  leave,
  type Round,
  resume,
  type Seat,
  sync,
} from '../../exchange/scenario.js';
import type { Case } from '../case.js';
import { type Fields, plainCase } from './sketch.js';

/** Each of these scenarios has hundreds of steps. */
const LARGE_RUNS = 2;
const HUNDREDS = 'it takes hundreds of steps, and is for servers that speak the wire';
const CROWDS = [24, 40] as const;
const DEPARTURES = 105;
const REQUESTS = 260;
const AT_ONCE = 8;
const OPENINGS = 5;
const LOSSES = 5;

const nameOf = (place: number): string => `p${place + 1}`;
const guests = (count: number): string[] => Array.from({ length: count }, (_, place) => nameOf(place));
const seatsOf = (names: readonly string[]): Seat[] => [host('ann'), ...names.map((name) => attendee(name))];

/** All at the same time, but no more of them than a few at once. */
function inGroups(actions: readonly Action[], size = AT_ONCE): Round[] {
  const groups = Math.ceil(actions.length / size);
  return Array.from({ length: groups }, (_, group) => actions.slice(group * size, (group + 1) * size));
}

const times = (count: number, make: (time: number) => readonly Round[]): Round[] =>
  Array.from({ length: count }, (_, time) => make(time)).flat();

const large = (fields: Fields): Case => plainCase({ wireOnly: HUNDREDS, runs: LARGE_RUNS, ...fields });

/** The server cases about many of one thing. */
export const largeCases: readonly Case[] = [
  large({
    id: 'large-room',
    title: 'In a large room everybody is told of everybody',
    clauses: ['join.roster', 'join.announced', 'departure.tells-others', 'departure.once', 'end.everyone', 'end.host'],
    uses: ['leave', 'end'],
    scenarios: fc.constantFrom(...CROWDS).chain((count) =>
      fc.shuffledSubarray(guests(count), { minLength: 3, maxLength: 6 }).map((leavers) => ({
        seats: seatsOf(guests(count)),
        rounds: [
          [join('ann')],
          ...inGroups(guests(count).map((name) => join(name))),
          ...leavers.map((name): Round => [leave(name)]),
          [sync('ann')],
          [join(leavers[0] ?? 'p1')],
          [end('ann')],
        ],
      })),
    ),
  }),
  large({
    id: 'many-departures',
    title: 'The hundredth departure is told as the first one',
    clauses: ['departure.tells-others', 'departure.once', 'participation.fresh', 'sequence.dense'],
    uses: ['leave'],
    scenarios: fc.constantFrom('bob', 'cyd').map((who) => ({
      seats: [host('ann'), attendee('bob'), attendee('cyd')],
      rounds: [
        [join('ann')],
        [join(who === 'bob' ? 'cyd' : 'bob')],
        ...times(DEPARTURES, () => [[join(who)], [leave(who)]]),
      ],
    })),
  }),
  large({
    id: 'many-requests',
    title: 'The hundredth request is answered as the first one, each once and in order',
    clauses: ['sync.accepted', 'request.answered', 'request.in-order', 'sequence.dense'],
    uses: ['sync', 'leave'],
    scenarios: fc.constantFrom('ann', 'bob').map((who) => ({
      seats: [host('ann'), attendee('bob'), attendee('cyd')],
      rounds: [
        [join('ann')],
        [join('bob')],
        [join('cyd')],
        ...inGroups(Array.from({ length: REQUESTS }, () => sync(who))),
        [leave('cyd')],
        [leave(who)],
      ],
    })),
  }),
  large({
    id: 'many-openings',
    title: 'Each opening of a room is a session of its own',
    clauses: ['session.fresh', 'session.shared', 'end.new-session', 'end.everyone'],
    uses: ['leave', 'end'],
    // One is ended in any case.
    scenarios: fc.array(fc.boolean(), { minLength: OPENINGS, maxLength: OPENINGS }).map((ends) => ({
      seats: [host('ann'), attendee('bob')],
      rounds: [true, ...ends].flatMap((isEnd): Round[] => [
        [join('ann')],
        [join('bob')],
        ...(isEnd ? [[end('ann')]] : [[leave('ann')], [leave('bob')]]),
      ]),
    })),
  }),
  large({
    id: 'many-missed',
    title: 'A participant who was away for long is sent all that it missed',
    clauses: ['resume.missed', 'resume.resumed', 'sequence.dense'],
    needs: ['resume'],
    uses: ['resume', 'cut'],
    scenarios: fc.integer({ min: 9, max: 12 }).map((count) => ({
      seats: [...seatsOf(guests(count)), attendee('bob')],
      rounds: [
        [join('ann')],
        [join('bob')],
        [cut('bob')],
        // In two rounds, so that it takes less than the window on a slow machine too.
        guests(count).map((name) => join(name)),
        guests(count).map((name) => leave(name)),
        [resume('bob')],
        [sync('bob')],
        [leave('ann')],
      ],
    })),
  }),
  large({
    id: 'many-losses',
    title: 'The fifth loss of one stay is a loss as the first one',
    clauses: ['resume.resumed', 'resume.missed', 'resume.tokens-serve', 'departure.once'],
    needs: ['resume'],
    uses: ['resume', 'cut', 'leave'],
    scenarios: fc.constantFrom('ann', 'bob').map((who) => ({
      seats: [host('ann'), attendee('bob'), attendee('cyd')],
      rounds: [
        [join('ann')],
        [join('bob')],
        ...times(LOSSES, () => [[cut(who)], [join('cyd')], [leave('cyd')], [resume(who)], [sync(who)]]),
        [leave(who)],
      ],
    })),
  }),
];
