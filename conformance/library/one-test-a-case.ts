/** One test for each case, in a test runner of the reader's choice. */
import type { CaseResult, Report } from '../exchange/report.js';
import { renderFailure } from '../report/failure.js';
import { plain } from '../report/palette.js';
import { runSuite } from '../runner/run/index.js';
import { select } from '../runner/selection/index.js';
import type { SystemUnderTest } from '../sut/system.js';
import { openTarget } from './open.js';
import { runOptionsOf, type TestOptions } from './options.js';
import { nameOfTarget } from './target-name.js';
import { sideOf, type Testable } from './targets.js';

/**
 * How the tests are done. All of it may be left out.
 *
 * @example
 * const options: CaseTestOptions = { cases: ['server/leave*'], timeoutMs: 30_000 };
 */
export interface CaseTestOptions extends Omit<TestOptions, 'bail' | 'debug'> {
  /** How long one case may take, in milliseconds: two minutes. */
  readonly timeoutMs?: number;
}

/** What a test runner offers for it. */
export interface TestRunner {
  /** Registers a group of tests. */
  group(name: string, body: () => void): void;
  beforeAll(work: () => Promise<void>, timeoutMs: number): void;
  afterAll(work: () => Promise<void>, timeoutMs: number): void;
  /** Registers a test. `skip` ends it as a skipped one, with the reason. */
  test(name: string, timeoutMs: number, body: (skip: (why: string) => void) => Promise<void>): void;
}

const USUAL_TIMEOUT_MS = 120_000;

/** Registers a group with a test for each case: the target is opened once, before the first one. */
export function registerCases(runner: TestRunner, name: string, target: Testable, options: CaseTestOptions = {}): void {
  const { timeoutMs = USUAL_TIMEOUT_MS } = options;
  const run = runOptionsOf(options, nameOfTarget(target), sideOf(target));
  const chosen = select(run, run.side);
  runner.group(name, () => {
    let system: SystemUnderTest | undefined;
    runner.beforeAll(async () => {
      system = await openTarget(target);
    }, timeoutMs);
    runner.afterAll(async () => system?.stop(), timeoutMs);
    for (const { id, title } of chosen)
      runner.test(`${id}: ${title}`, timeoutMs, async (skip) => {
        if (!system) throw new Error('The target was not opened.');
        const report = await runSuite(system, { ...run, cases: [id] }, () => {});
        mustPass(report, skip);
      });
  });
}

/** Throws {@link CaseFailed} unless the case passes or is skipped. */
function mustPass(report: Report, skip: (why: string) => void): void {
  const [result] = report.cases;
  if (!result) throw new CaseFailed(`Nothing was run: ${report.trouble}`);
  if (result.verdict === 'skip') skip(result.why);
  else if (report.exitCode !== 0) throw new CaseFailed(inWords(result, report));
}

/** Columns of a diagram in a message: a test runner indents it. */
const COLUMNS = 100;

function inWords({ id, seed, verdict, why, failures }: CaseResult, { seed: ofRun, target, trouble }: Report): string {
  const frame = { palette: plain, columns: COLUMNS };
  const drawn = failures.map((failure) => renderFailure(failure, { id, seed, target, alsoIn: [] }, frame));
  const reason = [why, trouble].filter((one) => one !== '').join('; ');
  const blocks = drawn.length > 0 ? drawn : [`${id}: ${verdict}${reason === '' ? '' : `, ${reason}`}`];
  return ['', ...blocks, `The run had the seed ${ofRun}: the option "seed" repeats it.`].join('\n\n');
}

/** A case that failed, or without a verdict. Its message is what the terminal would show of it, with the diagram. */
class CaseFailed extends Error {
  override readonly name = 'CaseFailed';

  constructor(message: string) {
    super(message);
    // Where in the suite it was thrown says nothing to anybody.
    this.stack = `${this.name}: ${message}`;
  }
}
