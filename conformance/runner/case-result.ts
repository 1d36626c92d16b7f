/** The result of a case of which nothing was run. */
import type { CaseResult } from '../exchange/report.js';

type Named = Pick<CaseResult, 'id' | 'title' | 'clauses' | 'needs'>;

/** The features of a case, if it needs any. */
export const neededFeatures = ({ needs = [] }: Pick<CaseResult, 'needs'>): Pick<CaseResult, 'needs'> =>
  needs.length === 0 ? {} : { needs };

/** A case's result without runs, and why there are none. */
export const emptyResult = (one: Named, verdict: 'skip' | 'not-run', why: string): CaseResult => ({
  id: one.id,
  title: one.title,
  clauses: one.clauses,
  ...neededFeatures(one),
  verdict,
  why,
  seed: 0,
  runs: 0,
  checks: 0,
  steps: 0,
  tookMs: 0,
  failures: [],
});
