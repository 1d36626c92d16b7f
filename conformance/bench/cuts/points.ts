/** Every point of a scenario at which somebody's connection may be lost, and what its client then does. */
import { type Action, again, cut, type Round, repeat, resume, type Scenario } from '../../exchange/scenario.js';

/**
 * The scenario once for each point: each seat is cut before each round, and in the middle of it, with whatever is
 * then on its way to and from it. Its client comes back as a client does: by a repeated Join if it never got its
 * Joined, else by Resume, and sends again what it sent last.
 */
export function cutEverywhere({ seats, rounds }: Scenario): Scenario[] {
  return seats.flatMap(({ name }) =>
    rounds.flatMap((round, index) => {
      if (!joins(rounds.slice(0, index + 1), name)) return [];
      const before = rounds.slice(0, index);
      const after = rounds.slice(index + 1);
      const between = joins(before, name) ? [[...before, ...cutAndBack(name), round, ...after]] : [];
      const joining = round.some(({ kind, seat }) => kind === 'join' && seat === name);
      const back = joining ? [[repeat(name)]] : [[resume(name)], [again(name)]];
      const within = [...before, [...round, cut(name)], ...back, ...after];
      return [...between, within].map((all) => ({ seats, rounds: all }));
    }),
  );
}

const cutAndBack = (name: string): Round[] => [[cut(name)], [resume(name)], [again(name)]];

const joins = (rounds: readonly Round[], name: string): boolean =>
  rounds.some((round) => round.some(({ kind, seat }: Action) => kind === 'join' && seat === name));
