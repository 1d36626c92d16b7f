/** LiveKit, judged: what the tests of its programs share. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';
import type { Report } from '../../exchange/report.js';
import type { RunEvent } from '../../runner/options.js';
import { runSuite } from '../../runner/run/index.js';
import { openForeign } from '../../sut/foreign/index.js';

const here = fileURLToPath(new URL('.', import.meta.url));

/** The command of one of the programs. */
export const program = (name: 'signalling' | 'rtc' | 'client', ...args: string[]): string[] => [
  process.execPath,
  join(here, `${name}.mjs`),
  ...args,
];

/** What is not here, in words; empty where all is. It is said in the names of the tests that are skipped for it. */
export function whatIsAbsent(library: string): string {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const folder = process.env.ADJOURN_LIVEKIT_FOLDER || join(cache, 'adjourn', 'livekit-server-v1.13.5');
  if (!existsSync(join(folder, 'server'))) return `no server in ${folder}: run .ci/livekit`;
  return existsSync(join(here, 'node_modules', library)) ? '' : 'no vendor libraries: run .ci/livekit';
}

/** A folder of the file's tests, for what fails; `path` is set before the first of them. */
export function outputFolder(): { path: string } {
  const folder = { path: '' };
  beforeAll(async () => {
    folder.path = await mkdtemp(join(tmpdir(), 'livekit-failures-'));
  });
  afterAll(() => rm(folder.path, { recursive: true, force: true }));
  return folder;
}

/** What a run is limited to. */
export interface Limits {
  readonly globs?: readonly string[];
  readonly runs?: number;
  /** How many meetings at the same time. */
  readonly concurrency?: number;
  /** Where it saves what fails. */
  readonly output: string;
}

const SEED = 7;

/** Runs the suite against a program. */
export async function judge(
  command: readonly string[],
  { globs = [], runs, concurrency = 4, output }: Limits,
  onEvent: (event: RunEvent) => void = () => {},
  signal?: AbortSignal,
): Promise<Report> {
  const system = await openForeign({ command });
  const given = { ...(runs && { runs }), ...(signal && { signal }) };
  try {
    return await runSuite(
      system,
      { target: 'livekit', seed: SEED, cases: globs, concurrency, output, ...given },
      onEvent,
    );
  } finally {
    await system.stop();
  }
}

/** The clauses by which a case failed. */
export async function brokenIn(command: readonly string[], name: string, output: string): Promise<string[]> {
  const [result] = (await judge(command, { globs: [name], runs: 8, output })).cases;
  return [...new Set(result?.failures.map(({ clause }) => clause))];
}

/** The clause by which a case fails first; it is not shrunk. Undefined where it does not fail. */
export async function firstBroken(
  command: readonly string[],
  name: string,
  output: string,
): Promise<string | undefined> {
  const found = new AbortController();
  let broken: string | undefined;
  const listen = (event: RunEvent): void => {
    if (event.kind !== 'shrinking') return;
    broken ??= event.clause;
    found.abort();
  };
  await judge(command, { globs: [name], runs: 2, output }, listen, found.signal);
  return broken;
}

/** Verdicts that say something. */
export const decided = ['pass', 'fail', 'indistinguishable', 'skip'];
