/**
 * `npm run freedoms`: right implementations that use what the text leaves open, each against the whole suite with
 * many seeds and by the logs of its plays, and the server that uses all of it in thousands of concurrent scenarios, half of them beside busy
 * cores. Not one may be accused.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientVariants } from '../../mutants/client/variants/index.js';
import { variants } from '../../mutants/index.js';
import { matchesGlob } from '../../runner/glob.js';
import { generous } from '../../runner/play/limits.js';
import { openReference } from '../../strength/reference.js';
import { collectGlobs, MOST, measuring, seedNumber, wholeNumber } from '../command.js';
import { patient, playAll } from '../play-all.js';
import { besideBusyCores, racing } from '../racing.js';
import { logsOf } from './logs.js';
import { type RunOutcome, wholeRun } from './whole-run.js';

/** Of the cases that are judged on an idle machine, no more may be left without a verdict; of a few runs, one case. */
const MOST_INCONCLUSIVE = 0.001;
/** So many concurrent scenarios are played against a server of one seed. */
const EACH = 1_000;

const options = measuring('freedoms', 'right implementations that use what the text leaves open: none may be accused')
  .option('--variant <glob>', 'these alone (may be given again)', collectGlobs)
  .option('--seeds <n>', 'whole runs of the suite against each, with so many seeds', wholeNumber(0, MOST), 50)
  .option('--from <n>', 'the first seed', seedNumber, 1)
  .option(
    '--scenarios <n>',
    'concurrent scenarios against `every-freedom`, half of them beside busy cores',
    wholeNumber(0, MOST),
    10_000,
  )
  .option('--logs <n>', 'so many scenarios of each case, judged by the log of their play', wholeNumber(0, MOST), 1)
  .option('--jobs <n>', 'whole runs at the same time', wholeNumber(1, 64), 2)
  .parse()
  .opts<{ variant?: readonly string[]; seeds: number; from: number; scenarios: number; logs: number; jobs: number }>();

const output = await mkdtemp(join(tmpdir(), 'adjourn-freedoms-'));
const globs = options.variant ?? ['every-freedom', 'every-client-freedom'];
const chosen = [...Object.values(variants), ...Object.values(clientVariants)].filter(({ name }) =>
  globs.some((glob) => matchesGlob(name, glob)),
);
let failed = chosen.length === 0;
if (failed) console.log(`There is no variant ${globs.join(', ')}: "adjourn list --variants" names them.`);
for (const { name } of chosen) if (options.seeds > 0) await inWholeRuns(name);
// A log is judged soon: unless some are chosen, those of all servers are.
const logged = options.variant ? chosen.filter(({ name }) => name in variants) : Object.values(variants);
for (const { name } of logged) if (options.logs > 0) await inLogs(name);
if (options.scenarios > 0) await inRaces();
if (!failed) await rm(output, { recursive: true });
process.exit(failed ? 1 : 0);

/** One variant with every seed, several runs at the same time. */
async function inWholeRuns(name: string): Promise<void> {
  const outcomes: RunOutcome[] = [];
  const seeds = Array.from({ length: options.seeds }, (_, index) => options.from + index);
  const worker = async () => {
    for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift())
      outcomes.push(await wholeRun(name, seed, output));
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: options.jobs }, worker));
  const sum = (pick: (one: RunOutcome) => number) => outcomes.reduce((total, one) => total + pick(one), 0);
  const judged = sum(({ cases }) => cases);
  const accused = sum((one) => one.accused.length);
  const open = sum((one) => one.inconclusive.length);
  for (const { seed, accused, inconclusive } of outcomes)
    for (const line of [...accused, ...inconclusive]) console.log(`  ${name}, seed ${seed}: ${line}`);
  const wrong = accused > 0 || open > Math.max(1, judged * MOST_INCONCLUSIVE);
  failed ||= wrong;
  const share = `${open} inconclusive (${((100 * open) / Math.max(1, judged)).toFixed(2)} %)`;
  const took = ((performance.now() - started) / 1_000).toFixed(0);
  console.log(
    `${wrong ? '✗' : '✓'} ${name.padEnd(20)} ${outcomes.length} runs, seeds from ${options.from}: ${judged} cases, ${accused} accused, ${share}; ${took} s`,
  );
}

/** One server by the logs of its plays. */
async function inLogs(name: string): Promise<void> {
  const started = performance.now();
  const { logs, unlogged, partly, reported, accused } = await logsOf(['--variant', name], {
    each: options.logs,
    seed: options.from,
  });
  for (const line of accused) console.log(`  ${name}: ${line}`);
  failed ||= accused.length > 0 || logs === 0 || reported === 0;
  const took = ((performance.now() - started) / 1_000).toFixed(0);
  const judged = `${logs} logs with ${reported} reports, ${accused.length} accused, ${partly} judged in part, ${unlogged} plays without one`;
  console.log(`${accused.length > 0 ? '✗' : '✓'} ${name.padEnd(20)} ${judged}; ${took} s`);
}

/** Half of the scenarios on a machine that has nothing else to do, and half beside busy cores. */
async function inRaces(): Promise<void> {
  const half = Math.ceil(options.scenarios / 2);
  await racesOf(half, options.from, '');
  await besideBusyCores(() => racesOf(options.scenarios - half, options.from + half, ', beside busy cores'));
}

async function racesOf(total: number, from: number, beside: string): Promise<void> {
  let pass = 0;
  const started = performance.now();
  for (let done = 0; done < total; done += EACH) {
    const seed = from + done / EACH;
    const system = await openReference({ args: ['--variant', 'every-freedom', '--seed', String(seed), ...patient] });
    const scenarios = racing(Math.min(EACH, total - done), seed);
    const tally = await playAll(system, scenarios, { ...generous, answerMs: 10_000 }).finally(() => system.stop());
    pass += tally.pass;
  }
  failed ||= pass < total;
  const took = ((performance.now() - started) / 1_000).toFixed(0);
  console.log(
    `${pass < total ? '✗' : '✓'} ${pass} of ${total} concurrent scenarios, seeds from ${from}${beside}; ${took} s`,
  );
}
