/** One test for each case, in Node's own test runner. */
import { after, before, describe, test } from 'node:test';
import { type CaseTestOptions, registerCases, type TestRunner } from './one-test-a-case.js';
import type { ForeignTarget, PairTarget, ServerTarget, TesteeTarget } from './targets.js';

const nodeTest: TestRunner = {
  group: (name, body) => void describe(name, body),
  beforeAll: (work, timeout) => before(work, { timeout }),
  afterAll: (work, timeout) => after(work, { timeout }),
  test: (name, timeout, body) => void test(name, { timeout }, (context) => body((why) => context.skip(why))),
};

/**
 * Holds a server against the suite. Each case is a test.
 *
 * @example
 * ```ts
 * import { describeServer } from 'adjourn/node-test';
 *
 * describeServer('our server', { url: 'ws://127.0.0.1:8080' }, { cases: ['server/leave*'] });
 * ```
 */
export const describeServerInNode = (name: string, server: ServerTarget, options?: CaseTestOptions): void =>
  registerCases(nodeTest, name, { server }, options);

/**
 * Holds a client against the suite. Each case is a test.
 *
 * @example
 * ```ts
 * import { describeClient } from 'adjourn/node-test';
 *
 * describeClient('our client', { command: ['node', 'testee.js'] });
 * ```
 */
export const describeClientInNode = (name: string, client: TesteeTarget, options?: CaseTestOptions): void =>
  registerCases(nodeTest, name, { client }, options);

/**
 * Holds a client and its server, together, against the suite. Each case is a test.
 *
 * @example
 * ```ts
 * import { describePair } from 'adjourn/node-test';
 *
 * describePair('ours', { client: { command: ['node', 'testee.js'] }, server: { url: 'ws://127.0.0.1:8080' } });
 * ```
 */
export const describePairInNode = (name: string, pair: PairTarget, options?: CaseTestOptions): void =>
  registerCases(nodeTest, name, { pair }, options);

/**
 * Holds a whole system against the suite. Each case is a test.
 *
 * @example
 * ```ts
 * import { describeSystem } from 'adjourn/node-test';
 *
 * describeSystem('our system', { command: ['python3', 'testee.py'] });
 * ```
 */
export const describeSystemInNode = (name: string, system: ForeignTarget, options?: CaseTestOptions): void =>
  registerCases(nodeTest, name, { system }, options);
