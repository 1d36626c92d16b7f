/** Several scenarios in one world, each with people and rooms of its own: they cost little more than one. */

import { NOBODY, OPERATOR, PEER } from '../../exchange/names.js';
import type { Action, Round, Scenario } from '../../exchange/scenario.js';

/** Plays scenarios side by side, round by round; those that wait do so together. */
export function abreast(scenarios: readonly Scenario[]): Scenario {
  const apart = scenarios.map((scenario, place) => (place === 0 ? scenario : renamed(scenario, `-${place + 1}`)));
  const most = Math.max(...apart.map(({ rounds }) => rounds.length));
  const rounds = Array.from(
    { length: most },
    (_, at): Round => onceWaiting(apart.flatMap((one) => aligned(one, most)[at] ?? [])),
  );
  const used = new Set(rounds.flat().map(({ seat }) => seat));
  return { seats: apart.flatMap(({ seats }) => seats).filter(({ name }) => used.has(name)), rounds };
}

/** The last rounds of all come at the same time, so that one pause serves all. */
const aligned = ({ rounds }: Scenario, most: number): readonly Round[] => [
  ...Array.from({ length: most - rounds.length }, () => []),
  ...rounds,
];

function onceWaiting(round: Round): Round {
  const first = round.findIndex(({ kind }) => kind === 'wait');
  return round.filter(({ kind }, at) => kind !== 'wait' || at === first);
}

function renamed({ seats, rounds }: Scenario, suffix: string): Scenario {
  const own = (name: string) => (name === OPERATOR || name === PEER || name === NOBODY ? name : `${name}${suffix}`);
  const ofAction = (action: Action): Action => {
    const seat = own(action.seat);
    const room = 'room' in action ? { room: `${action.room}${suffix}` } : {};
    const target = action.kind === 'remove' ? { target: own(action.target) } : {};
    const targets = action.kind === 'operate' ? { targets: action.targets.map(own) } : {};
    return { ...action, seat, ...room, ...target, ...targets } as Action;
  };
  return {
    seats: seats.map(({ name, participant, role }) => ({ name: own(name), participant: own(participant), role })),
    rounds: rounds.map((round) => round.map(ofAction)),
  };
}
