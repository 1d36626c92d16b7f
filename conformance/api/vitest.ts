/**
 * `adjourn/vitest`: one test for each case, in vitest. The target is opened once, before the first test. A failing test bears as its message
 * what the terminal would show, with the diagram; a case that the target is not asked for is a skipped test, with the reason.
 *
 * @example
 * ```ts
 * import { describeServer } from 'adjourn/vitest';
 *
 * describeServer('our server', { start: () => ourServer.start() }, { cases: ['server/leave*', 'server/end*'] });
 * ```
 */
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
export {
  describeClientInVitest as describeClient,
  describePairInVitest as describePair,
  describeServerInVitest as describeServer,
  describeSystemInVitest as describeSystem,
} from '../library/vitest.js';
