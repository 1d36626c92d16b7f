/**
 * `npm run bench`: judged steps a second, as ratios to a bare echo that is measured in between. A measurement, and
 * no test.
 */
import { fileURLToPath } from 'node:url';
import { spawnNative } from '../../sut/native/index.js';
import { startEcho } from './echo.js';
import { type MeasuredMix, mixes } from './mixes.js';
import { measure } from './rate.js';

const REPEATS = 5;
const ECHO_MS = 1_000;
const JUDGED_MS = 2_000;
/** The engine compiles what runs often; what is measured is a run that has been going for a while. */
const WARM_UP_MS = 6_000;
const WORLDS = [1, 16] as const;

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

// The base alone: tokens would measure how fast they are signed, a window how long it is.
const cli = fileURLToPath(new URL('../../cli/main.js', import.meta.url));
const base = ['--features', 'extended_codes,remove,room_order'];
const system = await spawnNative({ command: [process.execPath, cli, 'serve', ...base] });
const echo = await startEcho();
try {
  console.log(
    `Judged steps per second, oracle and invariants on; ratio to one connection of a bare ws echo; median of ${REPEATS}.`,
  );
  for (const mix of mixes) for (const worlds of WORLDS) console.log(await line(mix, worlds));
} finally {
  echo.stop();
  await system.stop();
}

async function line({ name, scenarios }: MeasuredMix, worlds: number): Promise<string> {
  await measure(system, scenarios, worlds, WARM_UP_MS);
  const ratios: number[] = [];
  const rates: number[] = [];
  let joins = 0;
  let before = await echo.measure(ECHO_MS);
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    const rate = await measure(system, scenarios, worlds, JUDGED_MS);
    const after = await echo.measure(ECHO_MS);
    ratios.push(rate.stepsPerSecond / ((before + after) / 2));
    rates.push(rate.stepsPerSecond);
    joins = rate.joins;
    before = after;
  }
  const what = `${name}, ${Math.round(100 * joins)} % joins`.padEnd(28);
  const where = `${worlds} world${worlds === 1 ? '' : 's'}`.padEnd(10);
  const all = ratios.map((one) => one.toFixed(2)).join(' ');
  return `${what} ${where} ${median(ratios).toFixed(2)} of the echo  (${Math.round(median(rates))} steps/s; ${all})`;
}
