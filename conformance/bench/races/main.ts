/**
 * `npm run races`: thousands of scenarios in which everybody acts at the same moment, against the reference server.
 * Not one may be accused, and not one left without a verdict; with `--busy`, also while every core has something
 * else to do.
 */
import { appliedSteps } from '../../exchange/history.js';
import { generous } from '../../runner/play/limits.js';
import { openReference } from '../../strength/reference.js';
import { MOST, measuring, seedNumber, wholeNumber } from '../command.js';
import { patient, playAll } from '../play-all.js';
import { besideBusyCores, racing } from '../racing.js';

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

const scenarios = racing(total, seed);
const beside = busy ? ', beside processes that do nothing but compute' : '';
console.log(`${scenarios.length} concurrent scenarios of seed ${seed}${beside}`);
let steps = 0;
let nodes = 0;
const limits = { ...generous, answerMs: 10_000 };
const system = await openReference({ args: patient });
try {
  const play = () =>
    playAll(system, scenarios, limits, ({ history, judgement }) => {
      steps += appliedSteps(history);
      nodes = Math.max(nodes, judgement.nodes);
    });
  const { pass, seconds } = await (busy ? besideBusyCores(play) : play());
  const work = `${steps} steps; the hardest took ${nodes} points of the search`;
  console.log(`${pass} of ${scenarios.length} pass in ${seconds.toFixed(0)} s: ${work}`);
} finally {
  await system.stop();
}
