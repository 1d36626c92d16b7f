/** One test for each case, in vitest. */
import { afterAll, beforeAll, describe, test } from 'vitest';
import { type CaseTestOptions, registerCases, type TestRunner } from './one-test-a-case.js';
import type { ForeignTarget, PairTarget, ServerTarget, TesteeTarget } from './targets.js';

const vitest: TestRunner = {
  group: (name, body) => void describe(name, body),
  beforeAll: (work, timeoutMs) => beforeAll(work, timeoutMs),
  afterAll: (work, timeoutMs) => afterAll(work, timeoutMs),
  test: (name, timeoutMs, body) => test(name, { timeout: timeoutMs }, ({ skip }) => body((why) => skip(why))),
};

/**
 * Holds a server against the suite. Each case is a test.
 *
 * @example
 * ```ts
 * import { describeServer } from 'adjourn/vitest';
 *
 * describeServer('our server', { url: 'ws://127.0.0.1:8080' }, { cases: ['server/leave*'] });
 * ```
 */
export const describeServerInVitest = (name: string, server: ServerTarget, options?: CaseTestOptions): void =>
  registerCases(vitest, name, { server }, options);

/**
 * Holds a client against the suite. Each case is a test.
 *
 * @example
 * ```ts
 * import { describeClient } from 'adjourn/vitest';
 *
 * describeClient('our client', { command: ['node', 'testee.js'] });
 * ```
 */
export const describeClientInVitest = (name: string, client: TesteeTarget, options?: CaseTestOptions): void =>
  registerCases(vitest, name, { client }, options);

/**
 * Holds a client and its server, together, against the suite. Each case is a test.
 *
 * @example
 * ```ts
 * import { describePair } from 'adjourn/vitest';
 *
 * describePair('ours', { client: { command: ['node', 'testee.js'] }, server: { url: 'ws://127.0.0.1:8080' } });
 * ```
 */
export const describePairInVitest = (name: string, pair: PairTarget, options?: CaseTestOptions): void =>
  registerCases(vitest, name, { pair }, options);

/**
 * Holds a whole system against the suite. Each case is a test.
 *
 * @example
 * ```ts
 * import { describeSystem } from 'adjourn/vitest';
 *
 * describeSystem('our system', { command: ['python3', 'testee.py'] });
 * ```
 */
export const describeSystemInVitest = (name: string, system: ForeignTarget, options?: CaseTestOptions): void =>
  registerCases(vitest, name, { system }, options);
