/** `npm run cuts`: the connection is cut at every point of many generated scenarios, and every history is judged. */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { after, anyScenario } from '../../arbitraries/index.js';
import { attendee, host, join, type Scenario } from '../../exchange/index.js';
import { play } from '../../runner/index.js';
import { openReference } from '../reference.js';
import { cutEverywhere } from './points.js';

const { values } = parseArgs({
  options: { scenarios: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' } },
});
const seed = Number(values.seed);
const numRuns = Number(values.scenarios);
const WORLDS = 32;
const limits = { answerMs: 5_000, lateMs: 500, quiet: false };

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
const system = await openReference();
const started = performance.now();
const counts = { pass: 0, resumed: 0, told: 0 };
const bad: string[] = [];
let next = 0;
try {
  await Promise.all(Array.from({ length: WORLDS }, work));
} finally {
  await system.stop();
}
const seconds = (performance.now() - started) / 1000;
console.log(
  `${counts.pass} of ${points.length} pass in ${seconds.toFixed(0)} s: ${counts.resumed} times resumed, ${counts.told} times told of a departure instead`,
);
for (const line of bad.slice(0, 10)) console.log(line);
if (bad.length > 0) process.exitCode = 1;

async function work(): Promise<void> {
  for (let scenario = points[next]; scenario; scenario = points[next]) {
    next += 1;
    await tryOne(scenario);
  }
}

async function tryOne(scenario: Scenario): Promise<void> {
  const { history, judgement } = await play(system, scenario, limits);
  for (const record of history.records) {
    if (record.kind !== 'seen') continue;
    if (record.observation.kind === 'resumed') counts.resumed += 1;
    if (record.observation.kind === 'roomLeft' && record.observation.sequence === 0) counts.told += 1;
  }
  if (judgement.kind === 'pass') counts.pass += 1;
  else bad.push(`${judgement.kind} ${judgement.fault?.clause ?? ''}: ${JSON.stringify(scenario)}`);
}
