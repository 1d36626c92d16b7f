/** `adjourn judge FILE`: a log that somebody else has recorded, held against the invariants. */
import { createReadStream, statSync } from 'node:fs';
import type { Command } from 'commander';
import type { LogFinding } from '../exchange/index.js';
import { findingJson, logReportJson, renderFinding, renderLogReport } from '../report/index.js';
import { judgeLog } from '../runner/log/index.js';
import { type Call, newCommand, refuseTarget } from './command.js';
import type { Reporter } from './judge.js';
import { reporterOption } from './options.js';
import { frameFor, print } from './screen.js';
import { UsageError } from './usage.js';

interface Options {
  readonly reporter: Reporter;
}

const HELP = `
The log has one JSON object a line: what clients sent, what the server sent, and how connections ended.
How a server writes one, and what can be found in it: spec/log.md. It is read as a stream, and may be as long as you like.`;

/** How much of a file is read at once, in bytes. */
const CHUNK = 256 * 1024;

export const judgeCommand = (call: Call): Command =>
  newCommand('judge')
    .description('judge a log that was recorded elsewhere')
    .argument('<file>', 'the log; "-" is the standard input')
    .addOption(reporterOption())
    .addHelpText('after', HELP)
    .action(async (file: string, { reporter }: Options) => {
      refuseTarget(call, 'judge');
      const stream = file === '-' ? process.stdin : opened(file);
      call.end(await judge(stream, file === '-' ? 'standard input' : file, reporter));
    });

async function judge(stream: AsyncIterable<Uint8Array>, name: string, reporter: Reporter) {
  const frame = frameFor(process.stdout);
  const json = reporter === 'json';
  const onFinding = (finding: LogFinding) => {
    process.stdout.write(json ? findingJson(finding) : renderFinding(finding, name, frame));
  };
  const report = await judgeLog(stream, onFinding);
  await print(json ? logReportJson(report) : renderLogReport(report, name, frame.palette));
  return report.exitCode;
}

function opened(file: string): AsyncIterable<Uint8Array> {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found)
    throw new UsageError(`There is no file "${file}": give the path of a log, or "-" for the standard input.`);
  if (found.isDirectory()) throw new UsageError(`"${file}" is a folder: give the path of a log.`);
  return createReadStream(file, { highWaterMark: CHUNK });
}
