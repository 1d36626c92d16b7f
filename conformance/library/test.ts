/** Runs the cases against what a program names. */
import type { Report } from '../exchange/report.js';
import type { RunEvent, RunOptions } from '../runner/options.js';
import { runSuite } from '../runner/run/index.js';
import { suiteUnreached } from '../runner/run/unreached.js';
import { select } from '../runner/selection/index.js';
import { UNLIMITED } from '../sut/native/index.js';
import { type SystemUnderTest, Unreachable } from '../sut/system.js';
import { type Eventful, eventful } from './events.js';
import { openTarget } from './open.js';
import { runOptionsOf, type TestOptions } from './options.js';
import { nameOfTarget } from './target-name.js';
import {
  type ForeignTarget,
  type PairTarget,
  type ServerTarget,
  sideOf,
  type Testable,
  type TesteeTarget,
} from './targets.js';

/**
 * A run under way. Awaited, it gives the report, also where the target could not be reached: then the exit code is 3, and `trouble` says why.
 * Iterated, it gives each event as it comes. It rejects with {@link UnknownCase} where a glob matches no case, and with a RangeError where
 * an option is no such number.
 *
 * @example
 * const exitCodeOf = async (run: SuiteRun): Promise<number> => (await run).exitCode;
 */
export type SuiteRun = Eventful<Report, RunEvent>;

/**
 * Runs the cases of servers against a server: one that runs already, one that a command starts, or one that a function starts in this process.
 *
 * @example
 * ```ts
 * import { testServer } from 'adjourn/suite';
 *
 * const run = testServer({ url: 'ws://127.0.0.1:8080' }, { cases: ['server/leave*'], seed: 1 });
 * for await (const event of run) if (event.kind === 'finished') console.log(event.result.id, event.result.verdict);
 * const report = await run;
 * process.exitCode = report.exitCode;
 * ```
 */
export const testServer = (server: ServerTarget, options: TestOptions = {}): SuiteRun =>
  testTarget({ server }, options);

/**
 * Runs the cases of clients against a client, through its testee.
 *
 * @example
 * ```ts
 * import { testClient } from 'adjourn/suite';
 *
 * const { exitCode, cases } = await testClient({ command: ['node', 'testee.js'] }, { fast: true });
 * console.log(exitCode, cases.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id));
 * ```
 */
export const testClient = (client: TesteeTarget, options: TestOptions = {}): SuiteRun =>
  testTarget({ client }, options);

/**
 * Runs the cases of servers against a client together with its server: what the applications are told is judged.
 *
 * @example
 * ```ts
 * import { testPair } from 'adjourn/suite';
 *
 * const report = await testPair({ client: { command: ['node', 'testee.js'] }, server: { url: 'ws://127.0.0.1:8080' } });
 * console.log(report.trouble);
 * ```
 */
export const testPair = (pair: PairTarget, options: TestOptions = {}): SuiteRun => testTarget({ pair }, options);

/**
 * Runs the cases of servers against a whole system, which may speak any protocol: by its testee, or by the name of one of this suite's.
 *
 * @example
 * ```ts
 * import { testSystem } from 'adjourn/suite';
 *
 * const report = await testSystem({ command: ['python3', 'testee.py'] }, { cases: ['server/remove*'] });
 * console.log(report.crosswalk);
 * ```
 */
export const testSystem = (system: ForeignTarget, options: TestOptions = {}): SuiteRun =>
  testTarget({ system }, options);

function testTarget(target: Testable, options: TestOptions): SuiteRun {
  return eventful(async (emit) => {
    const run = runOptionsOf(options, nameOfTarget(target), sideOf(target));
    // A mistake in the options is told before anything is started.
    select(run, run.side);
    return runOnTarget(target, run, emit);
  });
}

async function runOnTarget(target: Testable, run: RunOptions, emit: (event: RunEvent) => void): Promise<Report> {
  let system: SystemUnderTest | undefined;
  try {
    system = await openTarget(target, run.debug ? UNLIMITED : undefined);
    return await runSuite(system, run, emit);
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    return suiteUnreached(run, error);
  } finally {
    await system?.stop();
  }
}
