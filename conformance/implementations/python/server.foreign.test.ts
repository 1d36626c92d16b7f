/** A server that was written from the specification alone, judged as anybody's: by the command line, over the wire. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const PYTHON = '/usr/bin/python3';
const needed = [
  PYTHON,
  '/usr/bin/protoc',
  '/usr/lib/python3/dist-packages/google/protobuf',
  '/usr/lib/python3/dist-packages/websockets',
];
const installed = needed.every((path) => existsSync(path));

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const adjourn = here('../../../dist/conformance/cli/main.js');
const server = [PYTHON, here('server')];

const OPERATOR = ['--operator-token-env', 'OPERATOR_TOKEN'];
const TOKENS = ['--token-command', `${PYTHON} ${here('server/issue_token.py')}`];
const operator = { OPERATOR_TOKEN: 'the operator' };
const core = { ...operator, FEATURES: 'remove resume switch viewer operator room_order' };
const tokens = { TOKEN_SECRET: 'a secret that is long enough for the hash' };

interface Judged {
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
  output = await mkdtemp(join(tmpdir(), 'python-server-'));
});
afterAll(() => rm(output, { recursive: true, force: true }));

/** What the suite makes of the server. What it prints for people is in the error where there is no report. */
function judge(environment: NodeJS.ProcessEnv, options: readonly string[]): Promise<Judged> {
  const args = ['test', 'server', '--reporter', 'json', '--output', output, ...options, '--', ...server];
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [adjourn, ...args],
      { env: { ...process.env, ...environment } },
      (error, stdout, stderr) => {
        if (stdout.startsWith('{')) resolve(JSON.parse(stdout));
        else reject(new Error(stderr, { cause: error }));
      },
    );
  });
}

describe.skipIf(!installed)('a server in Python', () => {
  test.each<[string, NodeJS.ProcessEnv, readonly string[], number]>([
    ['the base', { FEATURES: '' }, [], 20],
    ['every feature', operator, OPERATOR, 50],
    ['core codes, and the older of two joins wins', core, OPERATOR, 35],
    ['access tokens', tokens, [...TOKENS, '--case', 'server/access*', '--runs', '3'], 3],
  ])('conforms: %s', async (_, environment, options, atLeast) => {
    const { exitCode, cases } = await judge(environment, options);
    const held = cases.filter(({ verdict }) => verdict !== 'VERDICT_SKIP');
    const unproven = held.filter(({ verdict }) => verdict !== 'VERDICT_PASS');
    expect(
      unproven.map(({ id, verdict, why, failures }) => [
        id,
        verdict,
        why,
        ...failures.map(({ clause, seen }) => `${clause}: ${seen}`),
      ]),
    ).toEqual([]);
    expect(held.length).toBeGreaterThanOrEqual(atLeast);
    expect(exitCode).toBe(0);
  });
});
