/** A client that was written from the specification alone, judged as anybody's: by the command line, through its testee. */
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
const client = [PYTHON, here('testee.py')];
const ourClient = [process.execPath, here('../../../dist/conformance/testees/typescript/testee.js')];
const server = `${PYTHON} ${here('server')}`;
const ourServer = `${process.execPath} ${adjourn} serve --port $PORT --window 1000 --heartbeat 200`;

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
  output = await mkdtemp(join(tmpdir(), 'python-client-'));
});
afterAll(() => rm(output, { recursive: true, force: true }));

/** What the suite makes of a testee. What it prints for people is in the error where there is no report. */
function judge(what: string, options: readonly string[], testee: readonly string[]): Promise<Judged> {
  const args = ['test', what, '--reporter', 'json', '--output', output, ...options, '--', ...testee];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [adjourn, ...args], { maxBuffer: Number.POSITIVE_INFINITY }, (error, stdout, stderr) => {
      if (stdout.startsWith('{')) resolve(JSON.parse(stdout));
      else reject(new Error(stderr, { cause: error }));
    });
  });
}

function expectConforms({ exitCode, cases }: Judged, atLeast: number) {
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
}

/** The same client, which ends its process when it is removed. */
const dying = `
import runpy, sys
sys.path.insert(0, ${JSON.stringify(here('.'))})
import client

class Room(client.Room):
    def __init__(self, *given):
        super().__init__(*given)
        self.on("room_left", lambda reason: reason.type == "REMOVE_PEER" and self._loop.call_soon(sys.exit, "no such thing"))

client.Room = Room
runpy.run_path(${JSON.stringify(here('testee.py'))}, run_name="__main__")
`;

describe.skipIf(!installed)('a client in Python', () => {
  test('that takes its process down is accused of it', async () => {
    const args = ['--case', 'client/room-left', '--seed', '7'];
    const { exitCode, cases } = await judge('client', args, [PYTHON, '-c', dying]);
    const seen = cases.flatMap(({ failures }) => failures.map(({ seen }) => seen));
    expect(seen).toContainEqual(expect.stringContaining('An error that nobody has caught ends this testee'));
    expect(exitCode).toBe(1);
  });

  test('conforms in every case but those of a page that is unloaded', async () => {
    const judged = await judge('client', [], client);
    expectConforms(judged, 45);
    const skipped = judged.cases.filter(({ verdict }) => verdict === 'VERDICT_SKIP');
    expect(skipped.map(({ id }) => id)).toEqual(['client/unload', 'client/unloaded-anywhere']);
  });

  test.each<[string, string, readonly string[]]>([
    ['our server', ourServer, client],
    ['the server in Python', server, client],
    ['the server in Python, and is our own', server, ourClient],
  ])('gets on with %s', async (_, command, testee) => {
    expectConforms(await judge('pair', ['--server', command, '--runs', '20', '--seed', '8'], testee), 30);
  });
});
