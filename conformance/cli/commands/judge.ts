/** `adjourn judge FILE...`: judges a recorded log, or several logs of one system. */
import { createReadStream, statSync } from 'node:fs';
import type { Command } from 'commander';
import type { ExitCode } from '../../exchange/words.js';
import { judgeLogs, type Log } from '../../logs/judge-logs.js';
import { MOST_LOGS } from '../../logs/read/line-numbers.js';
import { type Invocation, refuseTarget } from '../command.js';
import { reporterOption } from '../options.js';
import type { ReporterChoice } from '../output/choice.js';
import { codeWith, type Outputs } from '../output/interface.js';
import { outputsOf } from '../output/outputs.js';
import { UsageError } from '../usage.js';

interface Options {
  readonly reporter?: readonly ReporterChoice[];
}

const HELP = `
A log has one JSON object a line: what clients sent, what the server sent, and how connections ended.
spec/log.md says how a server writes one, and what can be found in it. A log is read as a stream and may have any length.
Several files are the logs of one system: of its nodes, or parts of a log in any order. They are merged by time.`;

/** How much of a file is read at once, in bytes. */
const CHUNK = 256 * 1024;

/** Gives the command its options and its action. */
export function define(command: Command, invocation: Invocation): void {
  command
    .argument('<file...>', 'the log, or all logs of a system; "-" is the standard input')
    .addOption(reporterOption())
    .addHelpText('after', HELP)
    .action(async (files: readonly string[], { reporter }: Options) => {
      refuseTarget(invocation, 'judge');
      refuseSurplus(files);
      const outputs = outputsOf(reporter);
      const logs = files.map((file) => ({
        name: file === '-' ? STANDARD_INPUT : file,
        stream: file === '-' ? process.stdin : opened(file),
      }));
      invocation.end(await judge(logs, outputs));
    });
}

const STANDARD_INPUT = 'standard input';

function refuseSurplus(files: readonly string[]): void {
  const twice = files.find((file, index) => files.indexOf(file) < index);
  if (twice !== undefined) throw new UsageError(`"${twice}" is given twice: give each log once.`);
  if (files.length > MOST_LOGS)
    throw new UsageError(
      `${files.length} logs are too many to be merged: give at most ${MOST_LOGS}, or concatenate parts.`,
    );
}

async function judge(logs: readonly Log[], outputs: Outputs): Promise<ExitCode> {
  const name = nameOf(logs);
  try {
    await outputs.open();
    const report = await judgeLogs(logs, (finding) => outputs.finding(finding, name));
    return codeWith(report.exitCode, await outputs.log(report, name));
  } finally {
    outputs.close();
  }
}

/** From this number of other logs on, they are counted and not named. */
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
