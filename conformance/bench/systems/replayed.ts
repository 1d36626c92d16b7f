/** Before anything is said of a system in public, it is seen again: what does not show in a replay is no broken clause. */
import type { CaseResult, Failure, Report } from '../../exchange/report.js';
import { timesFor } from '../../report/failure.js';
import { sightingsOf } from '../../report/matrix/index.js';

/** How often a saved failure showed by the same clause when it was replayed. */
export interface Replayed {
  readonly fails: number;
  readonly of: number;
}

/** Replays a saved failure so many times, in as many worlds at once as it needs. */
export type ReplayFailure = (failure: Failure, times: number) => Promise<Replayed>;

/** One that has always shown is believed after so many. */
const FEW = 5;

/** The report with every broken clause replayed; a case whose clauses were all seen never again is inconclusive. */
export async function replayAll(report: Report, replay: ReplayFailure): Promise<Report> {
  const counts = new Map<Failure, Replayed>();
  for (const { failure } of sightingsOf(report)) {
    const { fails, of } = failure.shrink;
    counts.set(failure, await replay(failure, of > 0 && fails === of ? FEW : timesFor(failure.shrink)));
  }
  const unseen = new Set([...counts].filter(([, { fails }]) => fails === 0).map(([{ clause }]) => clause));
  const cases = report.cases.map((result): CaseResult => {
    const failures = result.failures
      .filter(({ clause }) => !unseen.has(clause))
      .map((failure) => ({ ...failure, shrink: { ...failure.shrink, ...counts.get(failure) } }));
    if (failures.length > 0 || result.failures.length === 0) return { ...result, failures };
    const why = `${[...new Set(result.failures.map(({ clause }) => clause))].join(', ')}: seen once, and in no replay`;
    return { ...result, failures, verdict: 'inconclusive', why };
  });
  return { ...report, cases };
}
