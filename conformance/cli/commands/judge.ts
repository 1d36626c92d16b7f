/** `adjourn judge FILE...`: judges a recorded log, or several logs of one system. */
import type { Command } from 'commander';
import { type ClauseId, clauses } from '../../../gen/clauses.js';
import type { ExitCode } from '../../exchange/words.js';
import { judgeLogs, type LogOptions } from '../../logs/judge-logs.js';
import { wantedBy } from '../../logs/wanted.js';
import { drawnFinding, drawnReport } from '../../report/log/drawn.js';
import { paletteFor } from '../../report/palette.js';
import { wholeNumber } from '../../strength/whole-number.js';
import { type Invocation, refuseTarget } from '../command.js';
import { onInterrupt } from '../interrupt.js';
import { nameOfLogs, type OpenedLog, openLogs } from '../judge/files.js';
import { showJudging } from '../judge/progress.js';
import { readLogs } from '../judge/reading.js';
import { nearest } from '../nearest.js';
import { collect, reporterOption } from '../options.js';
import type { ReporterChoice } from '../output/choice.js';
import { codeWith, type Outputs } from '../output/interface.js';
import { outputsOf } from '../output/outputs.js';
import { unknownName } from '../usage.js';

interface Options {
  readonly reporter?: readonly ReporterChoice[];
  readonly max?: number;
  readonly room?: readonly string[];
  readonly clause?: readonly string[];
}

const HELP = `
A log has one JSON object a line: what clients sent, what the server sent, and how connections ended.
spec/log.md says how a server writes one, and what can be found in it. A log is read as a stream and may have any length;
what gzip or zstd has packed is unpacked. Several files are the logs of one system: of its nodes, or parts of a log in any
order. They are merged by time.

First comes a summary: what is wrong, how often, since when, in which rooms. Then come examples of each broken clause.

  adjourn judge node1.jsonl.gz node2.jsonl.gz
  adjourn judge --room 'standup*' --clause reason.agree --max 20 app.jsonl`;

const MOST_EXAMPLES = 10_000;

/** Gives the command its options and its action. */
export function define(command: Command, invocation: Invocation): void {
  command
    .argument('<file...>', 'the log, or all logs of a system; "-" is the standard input')
    .option('--max <n>', 'show at most n violations of each clause (default: 3)', wholeNumber(0, MOST_EXAMPLES))
    .option('--room <glob>', 'judge only the matching rooms, such as "team-*"; can be repeated', collect)
    .option('--clause <clause>', 'judge by this clause alone, such as reason.agree; can be repeated', collect)
    .addOption(reporterOption())
    .addHelpText('after', HELP)
    .action(async (files: readonly string[], options: Options) => {
      refuseTarget(invocation, 'judge');
      const { max, room: rooms = [], clause = [] } = options;
      const wanted = wantedBy({ rooms, clauses: clause.map(known) });
      const outputs = outputsOf(options.reporter);
      const logs = openLogs(files);
      invocation.end(await judge(logs, outputs, { wanted, ...(max === undefined ? {} : { examples: max }) }));
    });
}

function known(id: string): ClauseId {
  if (Object.hasOwn(clauses, id)) return id as ClauseId;
  throw unknownName(`"${id}" is no clause.`, nearest(id, Object.keys(clauses)), 'adjourn list --clauses');
}

async function judge(logs: readonly OpenedLog[], outputs: Outputs, options: LogOptions): Promise<ExitCode> {
  const name = nameOfLogs(logs);
  // What was read is judged, however long that takes; a second signal ends it.
  const interrupt = onInterrupt(() => new Promise(() => {}));
  const { logs: read, done, size } = readLogs(logs, interrupt.signal);
  const began = performance.now();
  let findings = 0;
  const progress = showJudging(process.stderr, paletteFor(process.stderr), () => {
    return { name, done: done(), size, findings, elapsedMs: performance.now() - began };
  });
  try {
    await outputs.open();
    const judged = await judgeLogs(
      read,
      (finding) => {
        findings += 1;
        outputs.finding(drawnFinding(finding), name);
      },
      options,
    );
    progress.end();
    await interrupt.arrived();
    // What was read until then was judged, and is told.
    const report = drawnReport(interrupt.signal.aborted ? { ...judged, exitCode: 130 } : judged);
    return codeWith(report.exitCode, await outputs.log(report, name));
  } finally {
    progress.end();
    outputs.close();
    interrupt.release();
  }
}
