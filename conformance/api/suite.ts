/**
 * `adjourn/suite`: the suite as a library. {@link testServer}, {@link testClient}, {@link testPair} and {@link testSystem} run the cases;
 * {@link doctor}, {@link replay} and {@link judge} are what the command line has under these names. What a report says, and which exit
 * code it bears, is the same as there. {@link runSuite} is for a target that needs a driver of its own.
 *
 * @example
 * ```ts
 * import { testServer } from 'adjourn/suite';
 *
 * // A server in this process: the function starts it, and its "stop" is called at the end.
 * const run = testServer({ start: () => ourServer.start() }, { cases: ['server/leave*'] });
 * for await (const event of run) if (event.kind === 'finished') console.log(event.result.id, event.result.verdict);
 * const { exitCode } = await run;
 * process.exitCode = exitCode;
 * ```
 */

export type { Feature } from '../exchange/features.js';
export type { History, HistoryRecord, Settled } from '../exchange/history.js';
export type { LogFinding, LogReport } from '../exchange/log-report.js';
export type { Observation } from '../exchange/observation.js';
export type { Deviation, Profile } from '../exchange/profile.js';
export type { CaseResult, Failure, Report } from '../exchange/report.js';
export type { Action, Round, Scenario, Seat } from '../exchange/scenario.js';
export type { Candidates, ExitCode, Verdict } from '../exchange/words.js';
export { type CaseSummary, caseList as cases } from '../library/case-list.js';
export { doctor } from '../library/doctor.js';
export type { Eventful } from '../library/events.js';
export { judgeRecorded as judge, type LogSource } from '../library/judge.js';
export type { TestOptions } from '../library/options.js';
export { type PlaybackOptions, replay } from '../library/replay.js';
export type {
  DialBack,
  ForeignTarget,
  PairTarget,
  ServerAccess,
  ServerInProcess,
  ServerTarget,
  Testable,
  TesteeTarget,
  TokenClaims,
} from '../library/targets.js';
export { type SuiteRun, testClient, testPair, testServer, testSystem } from '../library/test.js';
export type { Diagnosis, Finding } from '../runner/doctor/finding.js';
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
