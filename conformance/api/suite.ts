/**
 * `adjourn/suite`: the suite as a library. A vendor implements {@link SystemUnderTest}, and
 * {@link runSuite} runs the cases against it. What a report says, and which exit code it bears, is the same as on the command line.
 *
 * @example
 * ```ts
 * import { runSuite, type SystemUnderTest } from 'adjourn/suite';
 *
 * const system: SystemUnderTest = ourSystem;
 * const report = await runSuite(
 *   system,
 *   { target: 'our server', seed: 1, cases: ['server/leave*'], concurrency: 8, output: '.adjourn' },
 *   (event) => {
 *     if (event.kind === 'finished') console.log(event.result.id, event.result.verdict);
 *   },
 * );
 * await system.stop();
 * process.exitCode = report.exitCode;
 * ```
 */

export type { Feature } from '../exchange/features.js';
export type { History, HistoryRecord, Settled } from '../exchange/history.js';
export type { Observation } from '../exchange/observation.js';
export type { Deviation, Profile } from '../exchange/profile.js';
export type { CaseResult, Failure, Report } from '../exchange/report.js';
export type { Action, Round, Scenario, Seat } from '../exchange/scenario.js';
export type { Candidates, ExitCode, Verdict } from '../exchange/words.js';
export type { CaseSet, RunEvent, RunOptions, Selection } from '../runner/options.js';
export { type Plan, UnknownCase } from '../runner/options.js';
export { runSuite } from '../runner/run/index.js';
export {
  type ActionOutcome,
  type Bench,
  NoToken,
  type ReportRecord,
  type Return,
  type SuiteDelay,
  type SystemUnderTest,
  Unreachable,
  type World,
} from '../sut/system.js';
