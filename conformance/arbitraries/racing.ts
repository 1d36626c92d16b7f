/**
 * Races: what several people, and the operator, do at the same moment, of which only some orders are allowed to show.
 */
import fc from 'fast-check';
import {
  type Action,
  cut,
  end,
  join,
  leave,
  operate,
  type Round,
  remove,
  repeat,
  resume,
  type Scenario,
  type Seat,
  switchRoom,
  sync,
  viewer,
} from '../exchange/scenario.js';
import { operatorMethods } from '../exchange/words.js';
import { tamed } from './index.js';

/**
 * People who race each other: hosts and attendees of one room, the host of the other, and a second device of an
 * attendee.
 */
export interface Racers {
  readonly hosts: readonly string[];
  readonly attendees: readonly string[];
  /** The host of the room to which the others may switch. */
  readonly elsewhere: string;
  readonly twin: string;
  readonly seats: readonly Seat[];
}

/** Everybody is where the race begins. Those who are there already do nothing. */
export const lineUp = ({ hosts, attendees, elsewhere }: Racers, room: string, other: string): Round[] => [
  [...hosts.map((name) => join(name, room)), join(elsewhere, other)],
  attendees.map((name) => join(name, room)),
];

/** What somebody may do at any moment, in the `room` with an `other` beside it. */
export function rivals(
  { hosts, attendees, elsewhere, twin }: Racers,
  room: string,
  other: string,
): fc.Arbitrary<Action> {
  const host = fc.constantFrom(...hosts);
  const attendee = fc.constantFrom(...attendees);
  const anybody = fc.constantFrom(...hosts, ...attendees);
  const choices: readonly { readonly weight: number; readonly arbitrary: fc.Arbitrary<Action> }[] = [
    { weight: 4, arbitrary: anybody.map(leave) },
    { weight: 3, arbitrary: host.map(end) },
    { weight: 4, arbitrary: fc.tuple(host, attendee).map(([who, whom]) => remove(who, whom)) },
    { weight: 3, arbitrary: attendee.map((who) => switchRoom(who, other)) },
    { weight: 1, arbitrary: fc.constant(end(elsewhere)) },
    { weight: 2, arbitrary: fc.constant(join(twin, room)) },
    { weight: 2, arbitrary: anybody.map((who) => join(who, room)) },
    { weight: 2, arbitrary: anybody.map((who) => cut(who)) },
    { weight: 2, arbitrary: anybody.map((who) => resume(who)) },
    { weight: 1, arbitrary: anybody.map((who) => repeat(who)) },
    { weight: 1, arbitrary: attendee.map(viewer) },
    { weight: 2, arbitrary: anybody.map(sync) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom(...operatorMethods), attendee)
        .map(([call, whom]) =>
          operate(call, room, { targets: call.startsWith('remove') || call.startsWith('stop') ? [whom] : [] }),
        ),
    },
  ];
  return fc.oneof(...choices);
}

/** One race after another in the same world, each from the same line. */
export const races = (
  racers: Racers,
  race: fc.Arbitrary<readonly Round[]>,
  { most = 3, rooms = ['blue', 'green'] as const } = {},
): fc.Arbitrary<Scenario> =>
  fc
    .array(race, { minLength: 1, maxLength: most, size: 'max' })
    .map((heats) =>
      tamed({ seats: racers.seats, rounds: heats.flatMap((heat) => [...lineUp(racers, rooms[0], rooms[1]), ...heat]) }),
    );

/** Everything at once: rounds in which `least` to `most` steps race each other. */
export const allAtOnce = (racers: Racers, least: number, most: number, rounds: number): fc.Arbitrary<Scenario> =>
  races(
    racers,
    fc.array(fc.array(rivals(racers, 'blue', 'green'), { minLength: least, maxLength: most, size: 'max' }), {
      minLength: 1,
      maxLength: rounds,
    }),
    { most: 2 },
  );
