/**
 * `npm run systems -- NAME...`: runs the cases against systems, replays what is broken, and keeps the reports from which
 * spec/systems.md is made. `reference` is the reference server.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportLines, trimReport } from '../../report/matrix/index.js';
import { makeFolder, writeWhole } from '../../runner/folder.js';
import { MOST, measuring, seedNumber, wholeNumber } from '../command.js';
import { keptNames, REPORTS } from './kept.js';
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
  .option('--runs <n>', 'number of scenarios for each case; its own where left out', wholeNumber(1, MOST))
  .option('--concurrency <n>', 'number of meetings at the same time; as in a run where left out', wholeNumber(1, MOST))
  .parse();
const { seed, runs, concurrency } = program.opts<{ seed: number; runs?: number; concurrency?: number }>();
const names = program.args.length > 0 ? program.args : keptNames('.');

async function keep(name: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'adjourn-systems-'));
  const target = name === REFERENCE ? [] : ['--system', name];
  const given = { seed, runs, concurrency };
  const numbers = Object.entries(given).flatMap(([key, value]) =>
    value === undefined ? [] : [`--${key}`, `${value}`],
  );
  const options = [...numbers, '--output', folder];
  try {
    const test = name === REFERENCE ? ['test', 'server'] : ['test', 'system', name];
    const report = await reportOf([...test, ...options]);
    if (report.trouble !== '') throw new Error(`nothing is kept of ${name}: ${report.trouble}`);
    const replayed = await replayAll(report, async ({ file, clause, shrink }, times) => {
      const among = shrink.atOnce > 1 ? ['--concurrency', `${shrink.atOnce}`] : [];
      const again = await reportOf(['replay', file, '--times', `${times}`, ...among, ...target]);
      const failure = again.cases.flatMap(({ failures }) => failures).find((one) => one.clause === clause);
      return { fails: failure?.shrink.fails ?? 0, of: times };
    });
    const text = reportLines(trimReport(replayed));
    if (text.length > LARGEST)
      throw new Error(`the report of ${name} weighs ${text.length} bytes: keep at most ${LARGEST}`);
    await makeFolder(REPORTS);
    await writeWhole(join(REPORTS, `${name}.json`), text);
    console.log(`${REPORTS}/${name}.json: ${text.length} bytes. Now run: npm run matrix`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

for (const name of names) await keep(name);
