/** LiveKit, judged: what the tests of its programs share. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';
import type { Report } from '../../exchange/report.js';
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
export async function judge(command: readonly string[], limits: Limits): Promise<Report> {
  const { globs = [], runs, concurrency = 4, output } = limits;
  const system = await openForeign({ command });
  try {
    const run = { target: 'livekit', seed: SEED, cases: globs, concurrency, output, ...(runs && { runs }) };
    return await runSuite(system, run, () => {});
  } finally {
    await system.stop();
  }
}

/** The clauses by which a case failed. */
export async function brokenIn(
  command: readonly string[],
  name: string,
  limits: { readonly output: string; readonly runs: number },
): Promise<string[]> {
  const [result] = (await judge(command, { globs: [name], ...limits })).cases;
  return [...new Set(result?.failures.map(({ clause }) => clause))];
}

/** Verdicts that say something. */
export const decided = ['pass', 'fail', 'indistinguishable', 'skip'];
