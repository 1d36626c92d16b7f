/** One vitest file and one file of node:test hold a server in the same process against the suite, as a reader of the README would write them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { dist, type Outcome, startNode } from '../cli/launch.test.helper.js';

/** Beside the copied build, where the package finds itself by its name. */
const folder = mkdtempSync(join(dirname(dist), 'runners-'));
afterAll(() => rmSync(folder, { recursive: true }));

const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');

/** A right server, and one that says a departure twice; a case for which this server lacks the feature is skipped. */
const tests = (entry: string) => `
  import { describeServer } from '${entry}';
  import { serve } from '${join(dist, 'conformance/reference/server/index.js')}';
  import { alteredBy, mutants } from '${join(dist, 'conformance/mutants/index.js')}';

  const some = { cases: ['server/leave', 'server/access-token'], runs: 5, seed: 1 };
  const { wrap } = alteredBy(mutants['announces-twice'], 1);
  describeServer('the right server', { start: () => serve({ port: 0 }) }, some);
  describeServer('the wrong server', { start: () => serve({ port: 0, wrap }) }, some);
`;

function written(name: string, text: string): string {
  const own = join(folder, name);
  mkdirSync(own);
  writeFileSync(join(own, 'server.test.mjs'), text);
  return own;
}

/** What both runners show of the wrong server. */
function expectDiagram({ stdout }: Outcome): void {
  expect(stdout).toMatch(/✗ server\/leave {2}departure\.once \(MUST/);
  expect(stdout).toMatch(/▶ .*│ ◀.*ParticipantLeft .* not allowed here/);
  expect(stdout).toMatch(/replay {3}await replay\(/);
}

describe('the suite in a test runner', () => {
  test('vitest: a test for each case', async () => {
    const own = written('vitest', tests('adjourn/vitest'));
    const outcome = await startNode(own, [vitest, 'run', '--root', own, '--reporter', 'verbose'], { NO_COLOR: '1' })
      .ended;
    expect(outcome.stdout).toMatch(/✓ server\.test\.mjs > the right server > server\/leave: /);
    expect(outcome.stdout).toMatch(/2 failed|1 failed/);
    expectDiagram(outcome);
    expect(outcome.code).toBe(1);
  });

  test('node:test: a test for each case', async () => {
    const own = written('node', tests('adjourn/node-test'));
    const outcome = await startNode(own, ['--test', '--test-reporter', 'spec', join(own, 'server.test.mjs')]).ended;
    expect(outcome.stdout).toMatch(/▶ the right server\n\s+✔ server\/leave: /);
    expect(outcome.stdout).toMatch(/ℹ fail 1\n/);
    expect(outcome.stdout).toMatch(/ℹ skipped [12]\n/);
    expectDiagram(outcome);
    expect(outcome.code).toBe(1);
  });
});
