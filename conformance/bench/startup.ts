/**
 * `npm run bench:startup`: how long short commands take, compared with Node itself. Exits with 1 where one takes
 * more than LIMIT times as long.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const RUNS = 20;
/** Of the time of `node -e 0`. */
const LIMIT = 2.5;

const cli = fileURLToPath(new URL('../cli/main.js', import.meta.url));
const node = ['-e', '0'];
const commands = [
  ['--version'],
  ['list'],
  ['list', '--mutants'],
  ['explain', 'departure.once'],
  ['explain', '1002'],
  ['explain', 'server/leave'],
];

function timeMs(args: readonly string[]): number {
  const began = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - began;
}

function median(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

// In turns, so that a slow moment of the machine meets all of them.
const all = [node, ...commands.map((args) => [cli, ...args])];
const rounds = Array.from({ length: RUNS }, () => all.map(timeMs));
const [base = 0, ...medians] = all.map((_, index) => median(rounds.map((times) => times[index] ?? 0)));

console.log(`node -e 0: ${base.toFixed(0)} ms (medians of ${RUNS} runs)`);
for (const [index, args] of commands.entries()) {
  const ms = medians[index] ?? 0;
  const times = ms / base;
  if (times > LIMIT) process.exitCode = 1;
  console.log(`${times > LIMIT ? '✗' : '✓'} adjourn ${args.join(' ')}: ${ms.toFixed(0)} ms, ${times.toFixed(2)} times`);
}
