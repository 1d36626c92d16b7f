/** `--reporter NAME` and `--reporter NAME=FILE`: which reporters write, and where. */
import { resolve } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import type { AnyReporter } from '../../report/reporter.js';
import { reporters } from '../../report/reporters.js';
import { UsageError } from '../usage.js';

/** One reporter, and the file that it writes; the standard output where there is none. */
export interface ReporterChoice {
  readonly reporter: AnyReporter;
  readonly file?: string;
}

/** `--reporter`, which may be given several times. {@link withDefault} takes what it gathers. */
export function reporterOption() {
  const [{ name }] = reporters;
  return new Option(
    '--reporter <name>',
    `format of the output; NAME=FILE writes it there; can be repeated (choices: ${listed()}; default: "${name}")`,
  ).argParser((text, before: readonly ReporterChoice[] = []) => [...before, choiceOf(text)]);
}

const listed = (): string => reporters.map(({ name }) => `"${name}"`).join(', ');

function choiceOf(text: string): ReporterChoice {
  const [name = ''] = text.split('=', 1);
  const reporter = reporters.find((one) => one.name === name);
  if (!reporter) throw new InvalidArgumentError(`Allowed choices are ${reporters.map((one) => one.name).join(', ')}.`);
  if (name === text) return { reporter };
  const file = text.slice(name.length + 1);
  if (file === '') throw new InvalidArgumentError(`Name a file behind "${name}=", or leave out the "=".`);
  return { reporter, file };
}

/**
 * All that are to be written. The reporter that is the default writes to the standard output as well, unless one that
 * was chosen has that for itself. Throws {@link UsageError} where two would write over each other.
 */
export function withDefault(chosen: readonly ReporterChoice[] = []): readonly ReporterChoice[] {
  refuseClashes(chosen);
  const [usual] = reporters;
  const isTaken = chosen.some(
    ({ reporter, file }) => file === undefined && (reporter.isDocument || reporter === usual),
  );
  return isTaken ? chosen : [{ reporter: usual }, ...chosen];
}

function refuseClashes(chosen: readonly ReporterChoice[]): void {
  const shown = chosen.filter(({ file }) => file === undefined).map(({ reporter }) => reporter);
  const [document] = shown.filter(({ isDocument }) => isDocument);
  const [other] = shown.filter((reporter) => reporter !== document);
  if (document && other)
    throw new UsageError(
      `The standard output takes one document and nothing beside it: give "${document.name}" or "${other.name}" a file, such as --reporter ${document.name}=FILE.`,
    );
  const places = chosen.map(({ reporter, file }) => (file === undefined ? `${reporter.name} ` : resolve(file)));
  const twice = chosen.find((_, index) => places.indexOf(places[index] ?? '') < index);
  if (twice?.file !== undefined)
    throw new UsageError(`Two reporters would write "${twice.file}": give each a file of its own.`);
  if (twice)
    throw new UsageError(`--reporter ${twice.reporter.name} is given twice: leave one out, or give it a file.`);
}
