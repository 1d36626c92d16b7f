/** `adjourn strength`: does the suite find the faults that it must find, and does it pass what is right? */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { clientMutants } from '../../mutants/client/index.js';
import { clientVariants } from '../../mutants/client/variants/index.js';
import { mutants, variants } from '../../mutants/index.js';
import { matchesGlob } from '../../runner/glob.js';
import { type Attempt, type AttemptOptions, attempt, tolerate } from '../../strength/kill.js';
import { keeperOf, type MatrixRow, rowOf } from '../../strength/matrix.js';
import { openReference, openReferenceClient } from '../../strength/reference.js';
import { wholeNumber } from '../../strength/whole-number.js';
import type { SystemUnderTest } from '../../sut/system.js';
import { type Invocation, refuseTarget } from '../command.js';
import { nearest } from '../nearest.js';
import { collect } from '../options.js';
import { print } from '../screen.js';
import { unknownName } from '../usage.js';

interface Options {
  readonly mutant?: readonly string[];
  readonly variant?: readonly string[];
  readonly seeds: number;
  readonly from: number;
  readonly jobs: number;
  readonly bail?: boolean;
  readonly matrix?: string;
}

/** A server or client to try, and what the suite must say of it. */
interface Trial {
  readonly what: 'mutant' | 'variant';
  readonly name: string;
  /** The clause that a mutant breaks. */
  readonly expected: string;
  /** The seed is for variants that make random choices. */
  readonly open: (seed: number) => Promise<SystemUnderTest>;
  /** Its row of the kill matrix; a variant has none. */
  readonly row?: (attempts: readonly Attempt[]) => MatrixRow;
  readonly hold: (system: SystemUnderTest, options: AttemptOptions) => Promise<Attempt>;
}

/** Faults of servers and of clients, and variants of both; no two have the same name. */
const faulty = { ...mutants, ...clientMutants };
const right: Readonly<Record<string, { readonly name: string }>> = { ...variants, ...clientVariants };

/** Gives the command its options and its action. */
export function define(command: Command, invocation: Invocation): void {
  command
    .option('--mutant <glob>', 'try these mutants; can be repeated', collect)
    .option('--variant <glob>', 'try these variants; can be repeated', collect)
    .option('--seeds <n>', 'number of seeds for each', wholeNumber(1, 1_000), 1)
    .option('--from <n>', 'first seed', wholeNumber(0, 2 ** 31), 1)
    .option('--jobs <n>', 'number of runs at the same time', wholeNumber(1, 64), 1)
    .option('--matrix <file>', 'write down there which clauses each mutant was seen to break; rows of others stay')
    .option('--bail', 'stop each run at its first failure that is reproduced and shrunk')
    .addHelpText('after', '\nWithout --mutant and --variant, all mutants and all variants are tried.')
    .action(async (options: Options) => {
      refuseTarget(invocation, 'strength');
      const attempts = await tryAll(chosen(options), options);
      const wrong = attempts.filter((one) => one.wrong !== '').length;
      for (const { name, lastResort } of attempts) for (const line of lastResort) await print(`${name}: ${line}\n`);
      await print(`\n${attempts.length - wrong} of ${attempts.length} attempts came out as they should.\n`);
      invocation.end(wrong === 0 ? 0 : 1);
    });
}

function chosen({ mutant, variant }: Options): readonly Trial[] {
  const all = mutant === undefined && variant === undefined ? ['*'] : [];
  const faults = matching('mutant', mutant ?? all, faulty).map(
    (one): Trial => ({
      what: 'mutant',
      name: one.name,
      expected: one.breaks,
      open: () =>
        one.name in clientMutants
          ? openReferenceClient('--mutant', one.name)
          : openReference({ args: ['--mutant', one.name] }),
      row: (attempts) => rowOf(one, attempts),
      hold: (system, run) => attempt(one, system, run),
    }),
  );
  const lawful = matching('variant', variant ?? all, right).map(
    (one): Trial => ({
      what: 'variant',
      name: one.name,
      expected: 'passes',
      open: (seed) => {
        const drawn = ['--variant', one.name, '--seed', String(seed)];
        return one.name in clientVariants ? openReferenceClient(...drawn) : openReference({ args: drawn });
      },
      hold: (system, run) => tolerate(one, system, run),
    }),
  );
  return [...faults, ...lawful];
}

function matching<T>(what: Trial['what'], globs: readonly string[], all: Readonly<Record<string, T>>): T[] {
  const names = Object.keys(all);
  for (const glob of globs)
    if (!names.some((name) => matchesGlob(name, glob)))
      throw unknownName(`There is no ${what} "${glob}".`, nearest(glob, names), `adjourn list --${what}s`);
  return Object.entries(all).flatMap(([name, one]) => (globs.some((glob) => matchesGlob(name, glob)) ? [one] : []));
}

type Keep = (row: MatrixRow) => Promise<void>;

/** `jobs` of them at the same time, each in processes of its own. */
async function tryAll(trials: readonly Trial[], options: Options): Promise<Attempt[]> {
  const attempts: Attempt[] = [];
  const keep: Keep = options.matrix ? keeperOf(options.matrix, Object.keys(faulty)) : async () => {};
  let next = 0;
  const worker = async () => {
    for (let trial = trials[next++]; trial; trial = trials[next++])
      attempts.push(...(await tryOne(trial, options, keep)));
  };
  await Promise.all(Array.from({ length: options.jobs }, worker));
  return attempts;
}

/** Tries one with every seed. */
async function tryOne(trial: Trial, { seeds, from, bail = false }: Options, keep: Keep): Promise<Attempt[]> {
  const output = await mkdtemp(join(tmpdir(), 'adjourn-strength-'));
  const attempts: Attempt[] = [];
  try {
    for (let seed = from; seed < from + seeds; seed += 1) {
      const system = await trial.open(seed);
      const one = await trial.hold(system, { seed, bail, output }).finally(() => system.stop());
      attempts.push(one);
      if (one.wrong !== '') await print(`✗ ${trial.name} with seed ${seed}: ${one.wrong}\n`);
    }
  } finally {
    await rm(output, { recursive: true });
  }
  await print(trialLine(trial, attempts));
  if (trial.row) await keep(trial.row(attempts));
  return attempts;
}

function trialLine({ what, name, expected }: Trial, attempts: readonly Attempt[]): string {
  const right = attempts.filter(({ wrong }) => wrong === '').length;
  const slowest = (pick: (one: Attempt) => number) =>
    `at most ${(Math.max(...attempts.map(pick)) / 1_000).toFixed(1)} s`;
  const steps = `at most ${Math.max(...attempts.map((one) => one.steps))} steps`;
  const mark = right === attempts.length ? '✓' : '✗';
  const ran = slowest(({ tookMs }) => tookMs);
  const found = attempts.some(({ foundMs }) => foundMs > 0)
    ? `, ${steps}, found and shrunk in ${slowest(({ foundMs }) => foundMs)}`
    : '';
  const outcome =
    what === 'mutant' ? `${right}/${attempts.length} killed${found}` : `${right}/${attempts.length} passed`;
  return `${mark} ${name.padEnd(26)} ${expected.padEnd(30)} ${outcome}, runs of ${ran}\n`;
}
