/** The result of a case of which nothing was run. */
import type { CaseResult } from '../exchange/report.js';

type Named = Pick<CaseResult, 'id' | 'title' | 'clauses'>;

/** A case's result without runs, and why there are none. */
export const emptyResult = ({ id, title, clauses }: Named, verdict: 'skip' | 'not-run', why: string): CaseResult => ({
  id,
  title,
  clauses,
  verdict,
  why,
  seed: 0,
  runs: 0,
  checks: 0,
  steps: 0,
  tookMs: 0,
  failures: [],
});
