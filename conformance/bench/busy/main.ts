/**
 * `npm run busy`: the whole suite against the reference server, with a short heartbeat, beside processes that do
 * nothing but compute. What the suite is too slow for is no fault of the server: a run ends with 0 or 3, never with
 * 1.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measuring, seedNumber, wholeNumber } from '../command.js';
import { keepBusy } from './compute.js';

const MOST_SEEDS = 1_000;
const MOST_PROCESSES = 256;
const LONGEST_MS = 60_000;

interface Options {
  readonly seeds: number;
  readonly from: number;
  readonly processes: number;
  readonly heartbeat: number;
  readonly output: string;
}

const { seeds, from, processes, heartbeat, output } = measuring('busy', 'the suite on a machine that is busy otherwise')
  .option('--seeds <n>', 'how many runs, each with its own seed', wholeNumber(1, MOST_SEEDS), 20)
  .option('--from <n>', 'the first seed', seedNumber, 1)
  .option('--processes <n>', 'how many processes compute', wholeNumber(0, MOST_PROCESSES), 12)
  .option('--heartbeat <ms>', 'how often Heartbeat is sent', wholeNumber(0, LONGEST_MS), 200)
  .option('--output <dir>', 'where failing scenarios are saved', '.adjourn/busy')
  .parse()
  .opts<Options>();

const cli = fileURLToPath(new URL('../../cli/main.js', import.meta.url));
const server = [process.execPath, cli, 'serve', '--heartbeat', String(heartbeat)];

/** One run of the suite, in a process of its own: its exit code, and what it printed. */
async function run(seed: number): Promise<{ readonly code: number; readonly text: string }> {
  const options = ['--seed', String(seed), '--output', join(output, String(seed))];
  const child = spawn(process.execPath, [cli, 'test', 'server', ...options, '--', ...server], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stopped = (): void => {
    child.kill('SIGTERM');
  };
  process.on('exit', stopped);
  let text = '';
  child.stdout.on('data', (data: Buffer) => {
    text += data.toString();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  process.off('exit', stopped);
  return { code: code ?? -1, text };
}

/** Nothing but 0 and 3 is right: no server is accused, and no run breaks down. */
const isRight = (code: number): boolean => code === 0 || code === 3;

/** What a reader wants to see of a run: cases of which something is to be said, and its last line. */
const telling = (text: string): string[] => {
  const lines = text.trimEnd().split('\n');
  return [...lines.filter((line) => /^[✗?‼]|played \d+ of them again/.test(line)), lines.at(-1) ?? ''];
};

console.log(`seeds ${from} to ${from + seeds - 1}, beside ${processes} processes that do nothing but compute`);
const stop = keepBusy(processes);
const codes: number[] = [];
try {
  for (let seed = from; seed < from + seeds; seed += 1) {
    const began = performance.now();
    const { code, text } = await run(seed);
    codes.push(code);
    console.log(`seed ${seed}: exit ${code} after ${((performance.now() - began) / 1_000).toFixed(0)} s`);
    for (const line of telling(text)) console.log(`  ${line.trim()}`);
    if (!isRight(code)) console.log(text);
  }
} finally {
  stop();
}
const wrong = codes.filter((code) => !isRight(code)).length;
console.log(`${codes.length - wrong} of ${codes.length} runs ended with 0 or 3`);
process.exitCode = wrong === 0 ? 0 : 1;
