/** How far a run is, gathered from its events: plain data, from which live and plain progress are written. */
import type { CaseResult } from '../../exchange/report.js';
import type { CaseForecast, Plan, RunEvent } from '../../runner/options.js';

/** A case that has begun. */
export interface RunningCase {
  readonly id: string;
  readonly title: string;
  readonly startedAt: number;
  readonly done: number;
  readonly runs: number;
  /** The clauses by which it fails, so far; for the last one, a small scenario is looked for that shows it. */
  readonly broken: readonly string[];
}

/** A run in the middle. Times are those of one clock, in milliseconds. */
export interface RunState {
  readonly plan: Plan;
  readonly titles: ReadonlyMap<string, string>;
  readonly startedAt: number;
  readonly running: readonly RunningCase[];
  readonly finished: readonly CaseResult[];
  /** When the cases began that wait side by side; undefined before, and where there are none. */
  readonly waitingSince: number | undefined;
  /** How long the run has waited for them, and how long it has shrunk failures, up to now or the last of each. */
  readonly waitedMs: number;
  readonly shrinkingSince: number | undefined;
  readonly shrunkMs: number;
}

const NO_PLAN: Plan = { cases: 0, scenarios: 0, aboutMs: 0, timed: 0, windowMs: 0, timeoutMs: 0, forecast: [] };

/** Before the first event. */
export const atStart = (now: number): RunState => ({
  plan: NO_PLAN,
  titles: new Map(),
  startedAt: now,
  running: [],
  finished: [],
  waitingSince: undefined,
  waitedMs: 0,
  shrinkingSince: undefined,
  shrunkMs: 0,
});

/** The state after one more event. */
export function afterEvent(state: RunState, event: RunEvent, now: number): RunState {
  switch (event.kind) {
    case 'planned':
      return {
        ...atStart(now),
        plan: event.plan,
        titles: new Map(event.cases.map(({ id, title }) => [id, title])),
      };
    case 'started':
      return begun(state, event.id, now);
    case 'progress':
      return waited(
        change(state, event.id, () => ({ done: event.done, runs: event.runs })),
        event.id,
        now,
      );
    case 'shrinking':
      return {
        ...change(state, event.id, (one) => ({ broken: [...new Set([...one.broken, event.clause])] })),
        shrinkingSince: state.shrinkingSince ?? now,
      };
    case 'finished':
      return ended(state, event.result, now);
    case 'unsaved':
      return state;
  }
}

function begun(state: RunState, id: string, now: number): RunState {
  const runs = forecastOf(state, id)?.runs ?? 0;
  const one: RunningCase = { id, title: state.titles.get(id) ?? '', startedAt: now, done: 0, runs, broken: [] };
  const waits = forecastOf(state, id)?.sideBySide === true;
  return {
    ...state,
    running: [...state.running.filter((other) => other.id !== id), one],
    waitingSince: state.waitingSince ?? (waits ? now : undefined),
  };
}

const change = (state: RunState, id: string, by: (one: RunningCase) => Partial<RunningCase>): RunState => ({
  ...state,
  running: state.running.map((one) => (one.id === id ? { ...one, ...by(one) } : one)),
});

function ended(state: RunState, result: CaseResult, now: number): RunState {
  const shrunk = state.shrinkingSince === undefined ? 0 : now - state.shrinkingSince;
  return {
    ...state,
    running: state.running.filter(({ id }) => id !== result.id),
    // A case may be concluded anew.
    finished: [...state.finished.filter(({ id }) => id !== result.id), result],
    shrinkingSince: undefined,
    shrunkMs: state.shrunkMs + shrunk,
  };
}

/** Those that wait side by side play at the same time: each of them shows how long that has taken. */
function waited(state: RunState, id: string, now: number): RunState {
  const { waitingSince } = state;
  if (waitingSince === undefined || forecastOf(state, id)?.sideBySide !== true) return state;
  return { ...state, waitedMs: now - waitingSince };
}

const forecastOf = ({ plan }: RunState, id: string): CaseForecast | undefined =>
  plan.forecast.find((one) => one.id === id);
