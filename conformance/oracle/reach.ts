/** How far from its beginning a refuted history can be explained after all, and where everybody is there. */
import type { Config } from '../../spec/machine/config.js';
import type { History } from '../exchange/history.js';
import type { Profile } from '../exchange/profile.js';
import { firstIndex } from '../exchange/search.js';
import { sessionInTwoRooms, withoutKeptSessions } from './explain.js';
import type { Problem } from './problem.js';
import { machineConfigOf, problemsOf } from './problems.js';
import { searchOrder } from './search.js';
import { ShownIds as Ids } from './shown-ids.js';
import { type Part, stateInWords } from './state-words.js';

/** How far a history was explained. */
export interface Reach {
  /** How many records from the first on some order of events explains. */
  readonly explained: number;
  /** The machine behind them, one plain line each. */
  readonly state: readonly string[];
}

/** How far a refuted history can be explained after all; undefined where there is no telling. */
export function reach(whole: History): Reach | undefined {
  const history = withoutKeptSessions(whole);
  return sessionInTwoRooms(history, new Ids(history)) === undefined ? reachIn(history) : undefined;
}

/**
 * Undefined where a search was given up. It takes several searches: only for histories that somebody will read about.
 */
function reachIn(history: History): Reach | undefined {
  const config = machineConfigOf(history);
  const problems = problemsOf(history, new Ids(history));
  const { profile, records } = history;
  let explained = records.length;
  for (const problem of problems) {
    const longest = longestIn(config, problem, profile);
    if (longest === undefined) return undefined;
    explained = Math.min(explained, longest);
  }
  const parts = problems.flatMap((problem): Part[] => {
    const part = upTo(problem, explained);
    const found = searchOrder(config, part, profile);
    return found.kind === 'explained' ? [{ part, end: found.end }] : [];
  });
  return { explained, state: stateInWords(parts) };
}

/** Where the first thing stands that no order of events explains; infinitely far off where there is none. */
function longestIn(config: Config, problem: Problem, profile: Profile): number | undefined {
  const places = problem.connections.flatMap(({ log }) => log.map(({ index }) => index)).sort((a, b) => a - b);
  let gaveUp = false;
  // A longer part is never explained where a shorter one is not.
  const first = firstIndex(1, places.length + 1, (index) => {
    if (gaveUp) return true;
    const { kind } = searchOrder(config, upTo(problem, places[index] ?? Number.POSITIVE_INFINITY), profile);
    gaveUp = kind === 'gave-up';
    return kind !== 'explained';
  });
  return gaveUp ? undefined : (places[first - 1] ?? Number.POSITIVE_INFINITY);
}

/**
 * The same problem before a place of the history: what is due behind it may be missing, as on a connection that was
 * taken away.
 */
function upTo({ connections, ...rest }: Problem, place: number): Problem {
  return {
    ...rest,
    connections: connections.map(({ log, actions, ...rest }) => ({
      ...rest,
      log: log.filter(({ index }) => index < place),
      actions: actions.filter(({ sent }) => sent < place),
      severed: true,
    })),
    overdue: () => false,
    goodbyeOverdue: () => false,
  };
}
