/** From the results of the cases to the report of a run. */
import { createRequire } from 'node:module';
import type { CrosswalkRow } from '../../exchange/crosswalk.js';
import type { Profile } from '../../exchange/profile.js';
import type { CaseResult, ClauseTally, Coverage, DeclaredDeviation, Report } from '../../exchange/report.js';
import type { ExitCode } from '../../exchange/words.js';

/** The revision of the spec that the cases are written for. */
export const SPEC = '1.0';
/** The version of this package, found by the package's own name from the sources as well as from the build. */
export const suiteVersion = (): string =>
  (createRequire(import.meta.url)('adjourn/package.json') as { version: string }).version;

/** The length of a day as ISO 8601 writes it, which is always that of UTC here. */
const DAY = '2026-01-31'.length;

/** What judged, and on which day. */
export const judgedBy = (): Pick<Report, 'spec' | 'suite' | 'date'> => ({
  spec: SPEC,
  suite: suiteVersion(),
  date: new Date().toISOString().slice(0, DAY),
});

/** A run that has ended. */
export interface FinishedRun {
  readonly target: string;
  readonly seed: number;
  readonly profile: Profile;
  readonly cases: readonly CaseResult[];
  /** Why the run is not conclusive, in one sentence; empty where it is. */
  readonly trouble: string;
  /** When it began, by `performance.now()`. */
  readonly started: number;
  readonly interrupted?: boolean;
  readonly coverage?: Coverage | undefined;
  readonly crosswalk?: readonly CrosswalkRow[];
  readonly clauses?: readonly ClauseTally[];
  /** As they stand on the command line; `selection`: those that chose a part of the cases. */
  readonly options?: string;
  readonly selection?: string;
  readonly declared?: readonly DeclaredDeviation[];
}

/** The report of a run. */
export function sumUp(run: FinishedRun): Report {
  const { target, seed, profile, cases, started, interrupted = false, coverage } = run;
  const { crosswalk = [], clauses = [], options = '', selection = '', declared = [] } = run;
  const trouble = run.trouble || nothingRun(cases);
  const sum = (pick: (result: CaseResult) => number) => cases.reduce((total, result) => total + pick(result), 0);
  return {
    ...judgedBy(),
    target,
    profile,
    seed,
    cases,
    checks: sum(({ checks }) => checks),
    steps: sum(({ steps }) => steps),
    tookMs: Math.round(performance.now() - started),
    trouble,
    exitCode: interrupted ? 130 : exitCodeOf(cases, trouble),
    ...(coverage && coverage.reachable + coverage.reachablePairs > 0 ? { coverage } : {}),
    crosswalk,
    options,
    clauses,
    selection,
    declared,
    known: [],
  };
}

/** What to say where every case was skipped: which, why, and what to do. */
function nothingRun(cases: readonly CaseResult[]): string {
  if (cases.length === 0 || cases.some(({ verdict }) => verdict !== 'skip')) return '';
  const reasons = [...new Set(cases.map(({ why }) => why))].map((reason) => {
    const ids = cases.filter(({ why }) => why === reason).map(({ id }) => id);
    return `${someOf(ids)} (${reason})`;
  });
  const all = cases.length === 1 ? 'the only case' : `each of the ${cases.length} cases`;
  return `nothing was checked, because ${all} was skipped: ${reasons.join('; ')}: choose other cases, or change what the reason names`;
}

/** So many cases are named for one reason. */
const NAMED = 3;

const someOf = (ids: readonly string[]): string =>
  ids.length <= NAMED ? ids.join(', ') : `${ids.slice(0, NAMED).join(', ')} and ${ids.length - NAMED} more`;

/** A failure beats everything; a run without a single check is never a success. */
export function exitCodeOf(cases: readonly CaseResult[], trouble: string): ExitCode {
  if (cases.some(({ verdict }) => verdict === 'fail')) return 1;
  const unsure = cases.some(({ verdict }) => ['inconclusive', 'harness-fault', 'not-run'].includes(verdict));
  const checked = cases.some(({ checks }) => checks > 0);
  return unsure || trouble !== '' || !checked ? 3 : 0;
}
