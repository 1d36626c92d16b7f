/** How a whole system is judged in the test of its folder. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { CaseResult, Report } from '../exchange/report.js';
import { runSuite } from '../runner/run/index.js';
import { openForeign } from '../sut/foreign/index.js';

/** What the runs of one system have in common. */
interface Runs {
  readonly target: string;
  readonly seed: number;
  /** How many meetings at the same time. */
  readonly concurrency: number;
  /** How many scenarios of each case; its own number where left out. */
  readonly runs?: number;
}

/** Judges the system that a command starts; what fails is written into a folder that is gone behind the tests. */
export interface Judge {
  readonly output: string;
  /** Without globs, every case. */
  judge(command: readonly string[], globs?: readonly string[], changes?: Partial<Runs>): Promise<Report>;
  /** The clauses by which a case failed. */
  brokenIn(command: readonly string[], name: string, changes?: Partial<Runs>): Promise<string[]>;
}

/** The judge of one file of tests. */
export function judgeOf(runs: Runs): Judge {
  let output = '';
  beforeAll(async () => {
    output = await mkdtemp(join(tmpdir(), `failures-of-${runs.target}-`));
  });
  afterAll(() => rm(output, { recursive: true, force: true }));
  const judge: Judge['judge'] = async (command, globs = [], changes = {}) => {
    const system = await openForeign({ command });
    try {
      return await runSuite(system, { ...runs, ...changes, cases: globs, output }, () => {});
    } finally {
      await system.stop();
    }
  };
  return {
    get output() {
      return output;
    },
    judge,
    async brokenIn(command, name, changes) {
      return clausesOf((await judge(command, [name], changes)).cases[0]);
    },
  };
}

/** The clauses by which it failed, each once. */
export const clausesOf = (result: CaseResult | undefined): string[] => [
  ...new Set(result?.failures.map(({ clause }) => clause)),
];

/** The verdicts by which something has been said. */
export const decided: readonly string[] = ['pass', 'fail', 'indistinguishable', 'skip'];

/** A race that was met once is no verdict, and no fault of a test either: the next run may not meet it at all. */
const MET_ONCE = /^failed once by \S+ and never again/;
/** The machine had so much else to do that the suite was late: that says nothing of the system, nor of the suite. */
const STARVED = /the suite itself was late \(the machine had too much else to do\)/;

/** So many cases may go without a verdict for that: of a machine on which more do nothing can be said. */
const MOST_STARVED = 2;

/**
 * The cases of which nothing could be said, each with the reason; but for those that met a race once, and for a few for which the machine had
 * no time.
 */
export function undecided({ cases }: Report): { readonly id: string; readonly why: string }[] {
  const open = cases.filter(({ verdict, why }) => !decided.includes(verdict) && !MET_ONCE.test(why));
  const starved = open.filter(({ why }) => STARVED.test(why));
  const named = starved.length > MOST_STARVED ? open : open.filter((one) => !starved.includes(one));
  return named.map(({ id, why }) => ({ id, why }));
}
