/** `npm run cuts`: the connection is cut at every point of many generated scenarios, and every history is judged. */
import fc from 'fast-check';
import { after, anyScenario } from '../../arbitraries/index.js';
import { attendee, host, join } from '../../exchange/scenario.js';
import { generous } from '../../runner/play/limits.js';
import { openReference } from '../../strength/reference.js';
import { MOST, measuring, seedNumber, wholeNumber } from '../command.js';
import { patient, playAll } from '../play-all.js';
import { cutEverywhere } from './points.js';

const { scenarios: numRuns, seed } = measuring('cuts', 'a connection cut at every point of many scenarios')
  .option('--scenarios <n>', 'how many scenarios', wholeNumber(1, MOST), 1_000)
  .option('--seed <n>', 'the seed of the scenarios', seedNumber, 1)
  .parse()
  .opts<{ scenarios: number; seed: number }>();

/** All that a participant may ask for. The operator too, for it may act while somebody is away. */
const mix = {
  seats: [host('ann'), attendee('bob'), attendee('cyd')],
  rooms: ['blue', 'green'],
  weights: { join: 6, leave: 3, sync: 2, remove: 2, end: 1, switch: 2, mode: 1, operate: 1 },
};
const everyone = [[join('ann')], [join('bob')], [join('cyd')]];
const scenarios = fc.sample(after(everyone, anyScenario(mix, 2, 4)), { seed, numRuns });

const points = scenarios.flatMap(cutEverywhere);
console.log(`${numRuns} scenarios of seed ${seed}, cut at ${points.length} points`);
let resumed = 0;
let told = 0;
const system = await openReference({ args: patient });
try {
  const { pass, seconds } = await playAll(system, points, { ...generous, answerMs: 5_000 }, ({ history }) => {
    for (const record of history.records) {
      if (record.kind !== 'seen') continue;
      if (record.observation.kind === 'resumed') resumed += 1;
      if (record.observation.kind === 'roomLeft' && record.observation.sequence === 0) told += 1;
    }
  });
  const became = `${resumed} times resumed, ${told} times told of a departure instead`;
  console.log(`${pass} of ${points.length} pass in ${seconds.toFixed(0)} s: ${became}`);
} finally {
  await system.stop();
}
