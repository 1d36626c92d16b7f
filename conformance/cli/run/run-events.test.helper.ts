/** Made-up runs, as the events that the runner would send. */
import type { CaseResult, Failure } from '../../exchange/report.js';
import type { Verdict } from '../../exchange/words.js';
import type { CaseForecast, RunEvent } from '../../runner/options.js';
import { afterEvent, atStart, type RunState } from './run-state.js';

export const forecastFor = (id: string, more: Partial<CaseForecast> = {}): CaseForecast => ({
  id,
  runs: 20,
  aboutMs: 1_000,
  sideBySide: false,
  ...more,
});

/** The event at the start of a run. */
export const planned = (forecast: readonly CaseForecast[], titles: (id: string) => string = () => ''): RunEvent => ({
  kind: 'planned',
  cases: forecast.map(({ id }) => ({ id, title: titles(id) })),
  plan: {
    cases: forecast.filter(({ runs }) => runs > 0).length,
    scenarios: forecast.reduce((sum, { runs }) => sum + runs, 0),
    aboutMs: 0,
    timed: 0,
    windowMs: 0,
    timeoutMs: 0,
    forecast,
  },
});

export const started = (id: string): RunEvent => ({ kind: 'started', id });
export const progressed = (id: string, done: number, runs = 20): RunEvent => ({ kind: 'progress', id, done, runs });
export const shrinks = (id: string, clause: string): RunEvent => ({ kind: 'shrinking', id, clause });

export function finishedAs(id: string, verdict: Verdict, why = '', broken: readonly string[] = []): RunEvent {
  const numbers = { seed: 1, runs: 20, checks: 100, steps: 50, tookMs: 10 };
  const failures = broken.map((clause) => ({ clause }) as Failure);
  const result: CaseResult = { id, title: '', clauses: [], verdict, why, ...numbers, failures };
  return { kind: 'finished', result };
}

/** The state after events that came at these times. */
export const stateAfter = (...events: readonly (readonly [at: number, event: RunEvent])[]): RunState =>
  events.reduce((state, [at, event]) => afterEvent(state, event, at), atStart(0));
