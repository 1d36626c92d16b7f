/** Scenarios that lead a room object into a state of the machine, and an event to it there. */

import fc from 'fast-check';
import type { FullEvent, FullTriple } from '../../../spec/machine/explore/full/names.js';
import { fullEvents, fullStates } from '../../../spec/machine/explore/full/names.js';
import type { Scenario } from '../../exchange/scenario.js';
import { abreast } from './abreast.js';
import { waysOf } from './events.js';
import { eachAlone, waysInto } from './states.js';

/** A triple, or a state and an event whose outcome does not matter. */
export type Goal = Pick<FullTriple, 'state' | 'event'> & Partial<Pick<FullTriple, 'outcome'>>;

/** What may lead to a goal. */
interface Route {
  readonly scenario: Scenario;
  readonly timed: boolean;
}

/** What leads to a goal: the ways that are known to lead there, or else those that may. */
export function routesTo({ state, event, outcome }: Goal): Route[] {
  return waysInto(state).flatMap((opening) => {
    const all = waysOf(event, opening);
    const exact = all.filter(({ only }) => outcome !== undefined && only?.includes(outcome));
    const ways = exact.length > 0 ? exact : plain(all);
    return ways.map(({ first = [], steps, later = [], timed }) => {
      // Where the state does not last, the event comes at the same time as what leads into it.
      const middle = opening.beside.length > 0 ? [[...opening.beside, ...steps]] : eachAlone(...steps);
      const rounds = [...eachAlone(...first), ...opening.rounds, ...middle, ...eachAlone(...later)];
      return { scenario: { seats: opening.seats, rounds }, timed: !!(timed || opening.timed) };
    });
  });
}

const plain = <T extends { readonly only?: unknown }>(ways: readonly T[]): T[] =>
  ways.filter(({ only }) => only === undefined);

const everything: readonly Goal[] = fullStates.flatMap((state) =>
  fullEvents.map((event: FullEvent) => ({ state, event })),
);

/** Makes scenarios that lead to triples of the machine. */
export type Toward = (triples: readonly FullTriple[]) => fc.Arbitrary<Scenario>;

/** So many goals are pursued in one scenario, each in rooms of its own. */
const ABREAST = 4;

/** Toward each of these triples in turn; toward anything, where there is none. `timed`: toward what has to be waited for. */
export const towards =
  (timed: boolean): Toward =>
  (triples) => {
    const inTurn = newRoutes(triples, timed);
    const anywhere = newRoutes(everything, timed);
    let next = 0;
    return fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: ABREAST, maxLength: ABREAST }).map((draws) =>
      abreast(
        draws.map(([where, which]) => {
          const goals = inTurn();
          // Each in turn, and no draw: drawn ones would come twice before all have come once.
          if (goals.length > 0) return routeOf(goals[next++ % goals.length] ?? [], which).scenario;
          const others = anywhere();
          return routeOf(others[where % others.length] ?? [], which).scenario;
        }),
      ),
    );
  };

/** The routes to each of these goals, found when they are first asked for: most cases are never played. */
function newRoutes(goals: readonly Goal[], timed: boolean): () => readonly (readonly Route[])[] {
  let found: readonly (readonly Route[])[] | undefined;
  return () => {
    found ??= goals
      .map((goal) => routesTo(goal).filter((route) => route.timed === timed))
      .filter(({ length }) => length > 0);
    return found;
  };
}

function routeOf(routes: readonly Route[], which: number): Route {
  const route = routes[which % routes.length];
  if (!route) throw new Error('A goal without a route is no goal.');
  return route;
}
