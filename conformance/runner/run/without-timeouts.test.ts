import { expect, test } from 'vitest';
import { timedClauses } from '../../invariants/index.js';
import type { SystemUnderTest } from '../../sut/system.js';
import { withoutTimeouts } from './without-timeouts.js';

/** Its methods are those of a class, as an adapter's may be. */
class Target implements SystemUnderTest {
  readonly profile = {
    name: 'target',
    side: 'server' as const,
    wire: true,
    features: [],
    resumeWindowMs: 0,
    tokens: false,
    slackMs: 0,
    unsupported: [],
    deviations: [{ clause: 'end.host', why: 'its own' }],
  };
  #stopped = false;
  open(): Promise<never> {
    return Promise.reject(new Error('not opened here'));
  }
  async revive(): Promise<void> {}
  async stop(): Promise<void> {
    this.#stopped = true;
  }
  howEnded(): string | undefined {
    return this.#stopped ? 'stopped' : undefined;
  }
}

test('is the same system, exempt from the clauses about time', async () => {
  const system = withoutTimeouts(new Target());
  expect(system.profile.deviations.map(({ clause }) => clause)).toEqual(['end.host', ...timedClauses]);
  await system.stop();
  expect(system.howEnded?.()).toBe('stopped');
});
