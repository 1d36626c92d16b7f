/** `adjourn matrix FILE...`: reports of several systems, side by side on one page. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { CodecError, reports } from '../../exchange/codec.js';
import {
  matrixHtml,
  matrixMarkdown,
  matrixOf,
  type NamedReport,
  type SystemRemarks,
} from '../../report/matrix/index.js';
import { writeWhole } from '../../runner/folder.js';
import { type Invocation, refuseTarget } from '../command.js';
import { print } from '../screen.js';
import { UsageError } from '../usage.js';

interface Options {
  readonly output?: string;
  readonly html?: string;
  readonly remarks?: string;
}

const HELP = `
Each file is what "adjourn test ... --reporter json" wrote, and its name without ".json" is what the system is called.
The page shows what people were told by what had happened, clause by clause what was seen, and how each run is repeated.
It is no verdict on a product that never claimed this protocol, and says so.
The file of remarks is a JSON object: for each system, by clause, a sentence about what the system promises.`;

/** Gives the command its options and its action. */
export function define(command: Command, invocation: Invocation): void {
  command
    .argument('<file...>', 'the JSON report of a run; a column for each')
    .option('--output <file>', 'write the Markdown there, and not to the standard output')
    .option('--html <file>', 'also write one HTML file that needs nothing beside it')
    .option('--remarks <file>', 'what was looked up about broken clauses')
    .addHelpText('after', HELP)
    .action(async (files: readonly string[], options: Options) => {
      refuseTarget(invocation, 'matrix');
      await writeMatrix(files, options);
      invocation.end(0);
    });
}

async function writeMatrix(files: readonly string[], { output, html, remarks }: Options): Promise<void> {
  refuseNamesakes(files);
  const named = await Promise.all(files.map(readReport));
  const matrix = matrixOf(named, remarks === undefined ? {} : await readRemarks(remarks));
  if (html !== undefined) await writeWhole(html, matrixHtml(matrix));
  if (output !== undefined) await writeWhole(output, matrixMarkdown(matrix));
  // Somebody who asks for a page alone does not want the other one on the screen.
  else if (html === undefined) await print(matrixMarkdown(matrix));
}

const nameOf = (file: string): string => basename(file).replace(/\.json$/, '');

function refuseNamesakes(files: readonly string[]): void {
  const names = files.map(nameOf);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined)
    throw new UsageError(
      `Two files are called "${twice}", and a file's name is that of its column: rename one of them.`,
    );
}

async function readReport(file: string): Promise<NamedReport> {
  const json = await readJson(file, 'give what "adjourn test ... --reporter json" wrote');
  try {
    const report = reports.fromJson(json as Parameters<typeof reports.fromJson>[0]);
    if (report.cases.some(({ id }) => id === 'replay'))
      throw new UsageError(
        `"${file}" is the report of a replay, which says nothing of other cases: give that of a run.`,
      );
    return { name: nameOf(file), report };
  } catch (error) {
    if (!(error instanceof CodecError)) throw error;
    throw new UsageError(
      `"${file}" is no report of a run (${error.message.replace(/\.$/, '')}): give what "adjourn test ... --reporter json" wrote.`,
    );
  }
}

async function readRemarks(file: string): Promise<SystemRemarks> {
  const advice = 'give an object of systems, each with sentences by clause';
  const json = await readJson(file, advice);
  const isObject = (value: unknown): value is object =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  const isRight =
    isObject(json) &&
    Object.values(json).every(
      (system) => isObject(system) && Object.values(system).every((text) => typeof text === 'string'),
    );
  if (!isRight) throw new UsageError(`"${file}" holds no remarks: ${advice}.`);
  return json as SystemRemarks;
}

async function readJson(file: string, advice: string): Promise<unknown> {
  const text = await readFile(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`"${file}" is no JSON (${(error as Error).message}): ${advice}.`);
  }
}
