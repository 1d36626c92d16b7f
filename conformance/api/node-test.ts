/**
 * `adjourn/node-test`: one test for each case, in Node's own test runner. The target is opened once, before the first test. A failing test bears as its message
 * what the terminal would show, with the diagram; a case that the target is not asked for is a skipped test, with the reason.
 *
 * @example
 * ```ts
 * import { describeServer } from 'adjourn/node-test';
 *
 * describeServer('our server', { start: () => ourServer.start() }, { cases: ['server/leave*', 'server/end*'] });
 * ```
 */

export {
  describeClientInNode as describeClient,
  describePairInNode as describePair,
  describeServerInNode as describeServer,
  describeSystemInNode as describeSystem,
} from '../library/node-test.js';
export type { CaseTestOptions } from '../library/one-test-a-case.js';
export type {
  DialBack,
  ForeignTarget,
  PairTarget,
  ServerAccess,
  ServerInProcess,
  ServerTarget,
  TesteeTarget,
  TokenClaims,
} from '../library/targets.js';
