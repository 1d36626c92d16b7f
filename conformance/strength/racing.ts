/** Scenarios in which everybody acts at the same moment, and something else for every core to do. */
import { type ChildProcess, spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import fc from 'fast-check';
import { cases } from '../cases/index.js';
import type { Scenario } from '../exchange/index.js';

/** As many of each of the cases that are about races; each case has a seed of its own, from `seed` on. */
export function racing(total: number, seed: number): Scenario[] {
  const about = cases.filter(({ id }) => id.startsWith('server/race-'));
  return about.flatMap(({ scenarios }, index) => {
    const numRuns = Math.floor(total / about.length) + (index < total % about.length ? 1 : 0);
    return fc.sample(scenarios, { seed: seed + index, numRuns });
  });
}

/** Processes that do nothing but compute, one for each core; they end when `work` does. */
export async function besideBusyCores<T>(work: () => Promise<T>): Promise<T> {
  const others: ChildProcess[] = Array.from({ length: availableParallelism() }, () =>
    spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }),
  );
  const stop = () => {
    for (const other of others) other.kill('SIGKILL');
  };
  process.once('exit', stop);
  return work().finally(stop);
}
