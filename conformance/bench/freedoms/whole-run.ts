/**
 * One run of the whole suite against a correct variant: what it was accused of, and what was left without a
 * verdict.
 */
import { clientVariants } from '../../mutants/client/variants/index.js';
import { runSuite } from '../../runner/run/index.js';
import { openReference, openReferenceClient } from '../../strength/reference.js';

/** Worlds that are open at once. */
const CONCURRENCY = 16;

/** What a run came to. */
export interface RunOutcome {
  readonly seed: number;
  /** Cases that were judged; those that are skipped are none. */
  readonly cases: number;
  /** A line each. */
  readonly accused: readonly string[];
  readonly inconclusive: readonly string[];
}

/** Runs all cases against a variant of the reference server or client. */
export async function wholeRun(name: string, seed: number, output: string): Promise<RunOutcome> {
  const drawn = ['--variant', name, '--seed', String(seed)];
  const system = await (name in clientVariants ? openReferenceClient(...drawn) : openReference({ args: drawn }));
  const wanted = { seed, output, target: name, cases: [], concurrency: CONCURRENCY };
  const { cases } = await runSuite(system, wanted, () => {}).finally(() => system.stop());
  const judged = cases.filter(({ verdict }) => verdict !== 'skip');
  const lines = (verdicts: readonly string[]) =>
    judged.flatMap(({ id, verdict, why, failures: [failure] }) =>
      verdicts.includes(verdict) ? [`${id} ${verdict} ${failure ? `${failure.clause} ${failure.file}` : why}`] : [],
    );
  return {
    seed,
    cases: judged.length,
    accused: lines(['fail', 'harness-fault']),
    inconclusive: lines(['inconclusive', 'not-run', 'indistinguishable']),
  };
}
