/**
 * `npm run judge:load`: a log of ten million observations with twenty violations planted in it, judged by `adjourn
 * judge` in a process of its own: all found, nothing else, and memory flat. Exit code 0 where that is so, otherwise
 * 1.
 */
import { createWriteStream, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { History } from '../../exchange/history.js';
import { parseExample } from '../../exchange/notation/index.js';
import { anySeed, MOST, measuring, seedNumber, wholeNumber } from '../command.js';
import { compare } from './compare.js';
import { generate, type MadeLog } from './generate.js';
import { judgeFile } from './run-judge.js';

const { seed, ...wished } = measuring('judge:load', 'a large log, judged, with violations planted in it')
  .option('--observations <n>', 'how many observations, at least', wholeNumber(1, MOST), 10_000_000)
  .option('--faults <n>', 'how many violations are planted', wholeNumber(0, MOST), 20)
  .option('--open <n>', 'how many rooms are open at the same time', wholeNumber(1, MOST), 128)
  .option('--seed <n>', 'the seed; another one each time, if not given', seedNumber, anySeed())
  .parse()
  .opts<{ observations: number; faults: number; open: number; seed: number }>();

const folder = await mkdtemp(join(tmpdir(), 'adjourn-log-'));
try {
  process.exitCode = await run(join(folder, 'generated.jsonl'));
} finally {
  await rm(folder, { recursive: true });
}

async function run(file: string): Promise<number> {
  const began = performance.now();
  const made = await written(file);
  const took = ((performance.now() - began) / 1_000).toFixed(0);
  say(`seed ${seed}: ${thousands(made.lines)} lines, ${thousands(made.observations)} observations, ${took} s to write`);
  const judged = await judgeFile(file);
  const { lines, wrong } = compare(made, judged);
  for (const line of lines) say(line);
  for (const line of wrong) say(`WRONG: ${line}`);
  say(
    wrong.length === 0 ? 'All that was planted was found, and nothing else; memory stayed flat.' : 'Not as it must be.',
  );
  return wrong.length === 0 ? 0 : 1;
}

/** The log, on disk. */
async function written(file: string): Promise<MadeLog> {
  const stream = createWriteStream(file);
  const wish = { ...wished, seed, examples: examples() };
  const made = await generate(wish, (text) => {
    if (stream.write(text)) return undefined;
    return new Promise<void>((resolve) => stream.once('drain', () => resolve()));
  });
  await new Promise<void>((resolve) => stream.end(() => resolve()));
  return made;
}

/** The golden examples, from the working directory: they are not part of what is built. */
function examples(): History[] {
  const names = readdirSync('spec/examples').filter((name) => name.endsWith('.history'));
  return names.map((name) => parseExample(readFileSync(join('spec/examples', name), 'utf8')).history);
}

function thousands(number: number): string {
  return number.toLocaleString('en-US');
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
