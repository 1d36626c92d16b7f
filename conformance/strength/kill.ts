/** Is a mutant found? One run of the suite against one faulty server, held to what the suite promises of itself. */
import type { Failure, Report } from '../exchange/index.js';
import type { Mutant } from '../mutants/index.js';
import { type RunOptions, replayFile, runSuite } from '../runner/index.js';
import type { SystemUnderTest } from '../sut/system.js';

/** A failure is shrunk to at most so many applied steps. */
const MOST_STEPS = 6;

export interface Attempt {
  readonly mutant: string;
  readonly seed: number;
  /** What is not as it should be, in one sentence; empty where the mutant was killed. */
  readonly survived: string;
  /** Applied steps of the shrunk scenario. */
  readonly steps: number;
  readonly tookMs: number;
}

export async function attempt(
  mutant: Mutant,
  system: SystemUnderTest,
  options: Omit<RunOptions, 'target' | 'cases' | 'concurrency'>,
): Promise<Attempt> {
  const started = performance.now();
  const report = await runSuite(system, { ...options, target: mutant.name, cases: [], concurrency: 16 }, () => {});
  const tookMs = Math.round(performance.now() - started);
  const failure = firstShrunk(report);
  const survived = wrongWith(mutant, report, failure) || (await wrongReplay(mutant, system, failure));
  return { mutant: mutant.name, seed: options.seed, survived, steps: failure?.shrink.to ?? 0, tookMs };
}

const firstShrunk = ({ cases }: Report): Failure | undefined =>
  cases.flatMap(({ failures }) => failures).find(({ shrink }) => shrink.sameAs === '');

function wrongWith(mutant: Mutant, report: Report, failure: Failure | undefined): string {
  if (report.exitCode !== 1 || !failure) return `the run ended with ${report.exitCode}, not with 1`;
  if (failure.clause !== mutant.breaks) return `it failed by ${failure.clause}, not by ${mutant.breaks}`;
  const { to } = failure.shrink;
  return to > MOST_STEPS ? `it was shrunk to ${to} steps, and ${MOST_STEPS} are the most` : '';
}

async function wrongReplay(mutant: Mutant, system: SystemUnderTest, failure: Failure | undefined): Promise<string> {
  const replayed = firstShrunk(await replayFile(system, failure?.file ?? ''));
  if (replayed?.clause === mutant.breaks) return '';
  return `the saved file fails by ${replayed?.clause ?? 'nothing'} when it is replayed`;
}
