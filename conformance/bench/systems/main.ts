/**
 * `npm run systems -- NAME...`: runs the cases against systems, replays what is broken, and keeps the reports from which
 * spec/systems.md is made. `reference` is the reference server.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../exchange/report.js';
import { reportLines, trimReport } from '../../report/matrix/index.js';
import { makeFolder, writeWhole } from '../../runner/folder.js';
import { systemNamed } from '../../systems/index.js';
import { MOST, measuring, seedNumber, wholeNumber } from '../command.js';
import { cellsThatDiffer } from './compare.js';
import { keptNames, REPORTS, readKept } from './kept.js';
import { replayAll } from './replayed.js';
import { reportOf } from './run.js';

const REFERENCE = 'reference';
/** A report that is kept must not weigh more than this, in bytes. */
const LARGEST = 100_000;
/** Not chosen by anybody for what it finds. */
const SEED = 7;

const program = measuring('systems', 'the reports of whole systems, for spec/systems.md')
  .argument('[names...]', 'systems of this repository, and "reference"; without any, those that have a report')
  .option('--seed <n>', 'the seed of the runs', seedNumber, SEED)
  .option('--runs <n>', 'number of scenarios for each case; as the system has it where left out', wholeNumber(1, MOST))
  .option('--concurrency <n>', 'number of meetings at the same time; as the system has it', wholeNumber(1, MOST))
  .option('--compare', 'keeps nothing: says in which cells the run differs from the report that is kept')
  .parse();
const { seed, runs, concurrency, compare } = program.opts<{
  seed: number;
  runs?: number;
  concurrency?: number;
  compare?: true;
}>();
const names = program.args.length > 0 ? program.args : keptNames('.');
for (const name of names)
  if (name !== REFERENCE && !systemNamed(name))
    program.error(`There is no system "${name}": "adjourn list --systems" shows all.`, { exitCode: 2 });

/** The report of a system, with what is broken replayed; undefined where it is not installed here, or was lost on the way. */
async function replayedReport(name: string): Promise<Report | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'adjourn-systems-'));
  const target = name === REFERENCE ? [] : ['--system', name];
  const kept = systemNamed(name)?.kept;
  const given = { seed, runs: runs ?? kept?.runs, concurrency: concurrency ?? kept?.concurrency };
  const numbers = Object.entries(given).flatMap(([key, value]) =>
    value === undefined ? [] : [`--${key}`, `${value}`],
  );
  const options = [...numbers, '--output', folder];
  try {
    const test = name === REFERENCE ? ['test', 'server'] : ['test', 'system', name];
    const report = await reportOf([...test, ...options]);
    if (report.trouble !== '') {
      console.error(`Nothing is kept of ${name}: ${report.trouble}`);
      return undefined;
    }
    return await replayAll(report, async ({ file, clause, shrink }, times) => {
      const among = shrink.atOnce > 1 ? ['--concurrency', `${shrink.atOnce}`] : [];
      const again = await reportOf(['replay', file, '--times', `${times}`, ...among, ...target]);
      const failure = again.cases.flatMap(({ failures }) => failures).find((one) => one.clause === clause);
      return { fails: failure?.shrink.fails ?? 0, of: times };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function keep(name: string, report: Report): Promise<void> {
  const text = reportLines(trimReport(report));
  if (text.length > LARGEST)
    throw new Error(`the report of ${name} weighs ${text.length} bytes: keep at most ${LARGEST}`);
  await makeFolder(REPORTS);
  await writeWhole(join(REPORTS, `${name}.json`), text);
  console.log(`${REPORTS}/${name}.json: ${text.length} bytes. Now run: npm run matrix`);
}

/** Says where the run differs from the one that is kept. */
function compareWithKept(name: string, report: Report): void {
  const kept = readKept('.', name);
  const now = { name: `the run with seed ${seed}`, report };
  const differing = cellsThatDiffer({ ...kept, name: `the kept one with seed ${kept.report.seed}` }, now);
  console.log([`${name}: ${differing.length} cells differ`, ...differing].join('\n  '));
  if (differing.length > 0) process.exitCode = 1;
}

for (const name of names) {
  const report = await replayedReport(name);
  if (!report) process.exitCode = 3;
  else if (compare) compareWithKept(name, report);
  else await keep(name, report);
}
