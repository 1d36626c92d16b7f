/** `npm run bench`: judged steps a second, as ratios to a bare echo that is measured in between. A measurement, and no test. */
import { fileURLToPath } from 'node:url';
import { spawnNative } from '../../sut/native/index.js';
import { type Echo, startEcho } from './echo.js';
import { type Hands, startHands } from './hands.js';
import { mixes } from './mixes.js';

const REPEATS = 5;
const ECHO_MS = 1_000;
const JUDGED_MS = 2_000;
/** Worlds at once, and the threads that drive them. */
const settings = [
  { worlds: 1, threads: 1 },
  { worlds: 16, threads: 1 },
  { worlds: 16, threads: 2 },
] as const;

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const cli = fileURLToPath(new URL('../../cli/main.js', import.meta.url));
const system = await spawnNative({ command: [process.execPath, cli, 'serve'] });
const echo = await startEcho();
try {
  console.log(
    `Judged steps per second, oracle and invariants on; ratio to one connection of a bare ws echo; median of ${REPEATS}.`,
  );
  for (const { worlds, threads } of settings) {
    const hands = startHands(system.profile.name, threads);
    for (const mix of mixes.keys()) console.log(await line(hands, mix, worlds, threads, echo));
    await hands.stop();
  }
} finally {
  echo.stop();
  await system.stop();
}

async function line(hands: Hands, mix: number, worlds: number, threads: number, yardstick: Echo): Promise<string> {
  await hands.measure({ mix, worlds, ms: JUDGED_MS });
  const ratios: number[] = [];
  const rates: number[] = [];
  let joins = 0;
  let before = await yardstick.measure(ECHO_MS);
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    const rate = await hands.measure({ mix, worlds, ms: JUDGED_MS });
    const after = await yardstick.measure(ECHO_MS);
    ratios.push(rate.stepsPerSecond / ((before + after) / 2));
    rates.push(rate.stepsPerSecond);
    joins = rate.joins;
    before = after;
  }
  const name = `${mixes[mix]?.name}, ${Math.round(100 * joins)} % joins`.padEnd(28);
  const where = `${worlds} world${worlds === 1 ? '' : 's'}, ${threads} thread${threads === 1 ? '' : 's'}`.padEnd(20);
  const all = ratios.map((one) => one.toFixed(2)).join(' ');
  return `${name} ${where} ${median(ratios).toFixed(2)} of the echo  (${Math.round(median(rates))} steps/s; ${all})`;
}
