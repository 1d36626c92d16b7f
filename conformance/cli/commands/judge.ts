/** `adjourn judge FILE...`: a log that somebody else has recorded, or several of one system, held against the invariants. */
import { createReadStream, statSync } from 'node:fs';
import type { Command } from 'commander';
import type { LogFinding } from '../../exchange/index.js';
import { judgeLogs, type Log, MOST_LOGS } from '../../logs/index.js';
import { findingJson, logReportJson, renderFinding, renderLogReport } from '../../report/index.js';
import { type Call, newCommand, refuseTarget } from '../command.js';
import { reporterOption } from '../options.js';
import type { Reporter } from '../run/judging.js';
import { frameFor, print } from '../screen.js';
import { UsageError } from '../usage.js';

interface Options {
  readonly reporter: Reporter;
}

const HELP = `
The log has one JSON object a line: what clients sent, what the server sent, and how connections ended.
How a server writes one, and what can be found in it: spec/log.md. It is read as a stream, and may be as long as you like.
Several files are the logs of one system: of its nodes, or the parts of a log in any order. They are merged by time.`;

/** How much of a file is read at once, in bytes. */
const CHUNK = 256 * 1024;

export const judgeCommand = (call: Call): Command =>
  newCommand('judge')
    .description('judge a log that was recorded elsewhere')
    .argument('<file...>', 'the log; "-" is the standard input; of several nodes, or in parts, all of them')
    .addOption(reporterOption())
    .addHelpText('after', HELP)
    .action(async (files: readonly string[], { reporter }: Options) => {
      refuseTarget(call, 'judge');
      refuseSurplus(files);
      const logs = files.map((file) => ({
        name: file === '-' ? STANDARD_INPUT : file,
        stream: file === '-' ? process.stdin : opened(file),
      }));
      call.end(await judge(logs, reporter));
    });

const STANDARD_INPUT = 'standard input';

function refuseSurplus(files: readonly string[]): void {
  const twice = files.find((file, place) => files.indexOf(file) < place);
  if (twice !== undefined) throw new UsageError(`"${twice}" is given twice: give each log once.`);
  if (files.length > MOST_LOGS)
    throw new UsageError(
      `${files.length} logs are too many to be merged: give at most ${MOST_LOGS}, or concatenate parts.`,
    );
}

async function judge(logs: readonly Log[], reporter: Reporter) {
  const name = nameOf(logs);
  const frame = frameFor(process.stdout);
  const json = reporter === 'json';
  const onFinding = (finding: LogFinding) => {
    process.stdout.write(json ? findingJson(finding) : renderFinding(finding, name, frame));
  };
  const report = await judgeLogs(logs, onFinding);
  await print(json ? logReportJson(report) : renderLogReport(report, name, frame.palette));
  return report.exitCode;
}

/** So many are named one by one. */
const MOST_NAMED = 3;

function nameOf(logs: readonly Log[]): string {
  const [first = '', ...others] = logs.map(({ name }) => name);
  if (others.length === 0) return first;
  if (others.length >= MOST_NAMED) return `${first} with ${others.length} others`;
  return `${first} with ${others.join(' and ')}`;
}

function opened(file: string): AsyncIterable<Uint8Array> {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found)
    throw new UsageError(`There is no file "${file}": give the path of a log, or "-" for the standard input.`);
  if (found.isDirectory()) throw new UsageError(`"${file}" is a folder: give the path of a log.`);
  return createReadStream(file, { highWaterMark: CHUNK });
}
