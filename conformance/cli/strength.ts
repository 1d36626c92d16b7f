/** `adjourn strength`: are the faults found that the suite is there to find? */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { type Mutant, mutants } from '../mutants/index.js';
import { type Attempt, attempt } from '../strength/index.js';
import { spawnNative } from '../sut/native/index.js';
import { type Call, newCommand, refuseTarget } from './command.js';
import { nearest } from './nearest.js';
import { collect, wholeNumber } from './options.js';
import { print } from './screen.js';
import { unknownName } from './usage.js';

interface Options {
  readonly mutant?: readonly string[];
  readonly seeds: number;
  readonly from: number;
  readonly bail?: boolean;
}

export const strengthCommand = (call: Call): Command =>
  newCommand('strength')
    .description('hold the suite against the faults that it must find')
    .option('--mutant <name>', 'try this one (may be given again); without it, all', collect)
    .option('--seeds <n>', 'how many seeds each mutant is tried with', wholeNumber(1, 1000), 1)
    .option('--from <n>', 'the first seed', wholeNumber(0, 2 ** 31), 1)
    .option('--bail', 'stop each run at its first failing case')
    .action(async (options: Options) => {
      refuseTarget(call, 'strength');
      const chosen = options.mutant?.map(find) ?? Object.values(mutants);
      const attempts: Attempt[] = [];
      for (const mutant of chosen) attempts.push(...(await tryOne(mutant, options)));
      const survivors = attempts.filter(({ survived }) => survived !== '').length;
      await print(`\n${attempts.length - survivors} of ${attempts.length} attempts killed their mutant.\n`);
      call.end(survivors === 0 ? 0 : 1);
    });

/** One mutant with every seed, each against a server process of its own. */
async function tryOne(mutant: Mutant, { seeds, from, bail = false }: Options): Promise<Attempt[]> {
  const output = await mkdtemp(join(tmpdir(), 'adjourn-strength-'));
  const attempts: Attempt[] = [];
  try {
    for (let seed = from; seed < from + seeds; seed += 1) {
      const system = await spawnNative({ command: [...reference, '--mutant', mutant.name] });
      const one = await attempt(mutant, system, { seed, bail, output }).finally(() => system.stop());
      attempts.push(one);
      if (one.survived !== '') await print(`✗ ${mutant.name} with seed ${seed}: ${one.survived}\n`);
    }
  } finally {
    await rm(output, { recursive: true });
  }
  await print(line(mutant, attempts));
  return attempts;
}

function line({ name, breaks }: Mutant, attempts: readonly Attempt[]): string {
  const killed = attempts.filter(({ survived }) => survived === '').length;
  const steps = Math.max(...attempts.map((one) => one.steps));
  const slowest = Math.max(...attempts.map(({ tookMs }) => tookMs)) / 1000;
  const mark = killed === attempts.length ? '✓' : '✗';
  return `${mark} ${name.padEnd(20)} ${breaks.padEnd(26)} ${killed}/${attempts.length} killed, at most ${steps} steps, at most ${slowest.toFixed(1)} s\n`;
}

const reference = [process.execPath, fileURLToPath(new URL('./main.js', import.meta.url)), 'serve'];

function find(name: string): Mutant {
  const mutant = Object.hasOwn(mutants, name) ? mutants[name] : undefined;
  if (mutant) return mutant;
  throw unknownName(`There is no mutant "${name}".`, nearest(name, Object.keys(mutants)), 'adjourn list --mutants');
}
