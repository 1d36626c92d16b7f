/**
 * `npm run races`: thousands of scenarios in which everybody acts at the same moment, against the reference server. Not one may be
 * accused, and not one left without a verdict; with `--busy`, also while every core has something else to do.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import fc from 'fast-check';
import { cases } from '../../cases/index.js';
import { appliedSteps, type Scenario } from '../../exchange/index.js';
import { generous } from '../../runner/limits.js';
import { MOST, measuring, seedNumber, wholeNumber } from '../measuring.js';
import { patient, playAll } from '../play-all.js';
import { openReference } from '../reference.js';

const {
  scenarios: total,
  seed,
  busy,
} = measuring('races', 'everybody at the same moment, against the reference server')
  .option('--scenarios <n>', 'how many scenarios', wholeNumber(1, MOST), 10_000)
  .option('--seed <n>', 'the seed of the first case; each further one has the next', seedNumber, 1)
  .option('--busy', 'give every core something else to do')
  .parse()
  .opts<{ scenarios: number; seed: number; busy?: boolean }>();

/** As many of each of the cases that are about races. */
function racing(): Scenario[] {
  const about = cases.filter(({ id }) => id.startsWith('server/race-'));
  return about.flatMap(({ scenarios }, index) => {
    const numRuns = Math.floor(total / about.length) + (index < total % about.length ? 1 : 0);
    return fc.sample(scenarios, { seed: seed + index, numRuns });
  });
}

/** Something else for every core to do. */
const load = (): ChildProcess[] =>
  Array.from({ length: availableParallelism() }, () =>
    spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }),
  );

const scenarios = racing();
const others = busy ? load() : [];
const beside = others.length > 0 ? `, beside ${others.length} processes that do nothing but compute` : '';
console.log(`${scenarios.length} concurrent scenarios of seed ${seed}${beside}`);
let steps = 0;
let nodes = 0;
const system = await openReference({ args: patient });
try {
  const { pass, seconds } = await playAll(
    system,
    scenarios,
    { ...generous, answerMs: 10_000 },
    ({ history, judgement }) => {
      steps += appliedSteps(history);
      nodes = Math.max(nodes, judgement.nodes);
    },
  );
  const work = `${steps} steps; the hardest took ${nodes} points of the search`;
  console.log(`${pass} of ${scenarios.length} pass in ${seconds.toFixed(0)} s: ${work}`);
} finally {
  await system.stop();
  for (const other of others) other.kill('SIGKILL');
}
