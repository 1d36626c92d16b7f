/** A server as people write one, with every knob on, judged as anybody's: by the command line, over the wire. Needs `npm run build`. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const adjourn = here('../../../dist/conformance/cli/main.js');

interface Judged {
  readonly seed: number;
  readonly exitCode: number;
  readonly cases: readonly {
    readonly id: string;
    readonly verdict: string;
    readonly why: string;
    readonly failures: readonly { readonly clause: string; readonly seen: string }[];
  }[];
}

let output = '';
beforeAll(async () => {
  output = await mkdtemp(join(tmpdir(), 'plain-server-'));
});
afterAll(() => rm(output, { recursive: true, force: true }));

/** What the suite makes of the server. What it prints for people is in the error where there is no report. */
function judge(environment: NodeJS.ProcessEnv): Promise<Judged> {
  const args = ['test', 'server', '--reporter', 'json', '--output', output, '--', process.execPath, here('server.mjs')];
  const env = { ...process.env, ...environment };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [adjourn, ...args], { env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      if (stdout.startsWith('{')) resolve(JSON.parse(stdout));
      else reject(new Error(stderr, { cause: error }));
    });
  });
}

test.each<readonly [string, NodeJS.ProcessEnv, number]>([
  ['as it stands', {}, 25],
  ['with every knob on', { LOSS_MS: '900', ANSWER_MS: '20', OUTBOX_MS: '20', DROP: '1', ROOM_ORDER: '1' }, 30],
])('a plain server conforms: %s', async (_, environment, atLeast) => {
  const { seed, exitCode, cases } = await judge(environment);
  const held = cases.filter(({ verdict }) => verdict !== 'VERDICT_SKIP');
  const unproven = held.filter(({ verdict }) => verdict !== 'VERDICT_PASS');
  const said = unproven.map(({ failures, ...rest }) => [
    rest.id,
    rest.verdict,
    rest.why,
    ...failures.map(({ clause, seen }) => `${clause}: ${seen}`),
  ]);
  expect(said, `seed ${seed}`).toEqual([]);
  expect(held.length).toBeGreaterThanOrEqual(atLeast);
  expect(exitCode).toBe(0);
});
