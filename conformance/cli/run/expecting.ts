/** The options that say what is expected to fail: deviations, and failures that are known. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { clauses } from '../../../gen/clauses.js';
import { CodecError } from '../../exchange/codec.js';
import type { Deviation } from '../../exchange/profile.js';
import type { Report } from '../../exchange/report.js';
import { plural, quote } from '../../report/text.js';
import { undeclarable } from '../../runner/deviating.js';
import { writeWhole } from '../../runner/folder.js';
import { type KnownFailing, readKnownFailing, writeKnownFailing } from '../../runner/ratchet/file.js';
import { afterUpdate, ratchet } from '../../runner/ratchet/index.js';
import type { RatchetRun } from '../../runner/ratchet/replays.js';
import { clauseNamed } from '../clause-named.js';
import { readIfThere } from '../read-file.js';
import { UsageError } from '../usage.js';

/** The values of {@link withExpectationOptions}. */
export interface ExpectationOptions {
  readonly deviates?: readonly Deviation[];
  readonly knownFailing?: string;
  readonly updateKnownFailing?: boolean;
}

/** `--deviates`, for a run and for a replay. */
export const deviatesOption = (): Option =>
  new Option(
    '--deviates <clause=reason>',
    'a rule that the target breaks on purpose: no failure, and a part of the claim; can be repeated',
  ).argParser(readDeviation);

/** Adds the options to a command. */
export const withExpectationOptions = (command: Command): Command =>
  command
    .addOption(deviatesOption())
    .option('--known-failing <file>', 'failures that are known: only a new one fails the run, or one that is gone')
    .option('--update-known-failing', 'write that file anew; reasons are kept');

function readDeviation(text: string, before: readonly Deviation[] = []): Deviation[] {
  const cut = text.indexOf('=');
  const clause = clauseNamed(cut < 0 ? text : text.slice(0, cut));
  const why = cut < 0 ? '' : text.slice(cut + 1).trim();
  if (why === '')
    throw new InvalidArgumentError(`Give the reason as well: --deviates "${clause}=closes late, for a proxy's sake".`);
  if (undeclarable.includes(clause))
    throw new UsageError(`${clause} cannot be declared away, for it is what the protocol is for (claim.deviations).`);
  if (clauses[clause].level === 'MAY')
    throw new UsageError(`${clause} is a freedom (MAY), which nobody can break: leave out its --deviates.`);
  if (before.some((one) => one.clause === clause))
    throw new UsageError(`A deviation from ${clause} is declared twice: leave one of them out.`);
  return [...before, { clause, why }];
}

/** The deviations as they stand on the command line, so that a replay repeats them. */
export const deviationWords = (deviations: readonly Deviation[] = []): string =>
  quote(deviations.flatMap(({ clause, why }) => ['--deviates', `${clause}=${why}`]));

/** What is known to fail; undefined where no file is given. @throws UsageError */
export async function knownFailingOf(options: ExpectationOptions): Promise<Partial<KnownFailing> | undefined> {
  const { knownFailing: file, updateKnownFailing: update = false } = options;
  if (file === undefined) {
    if (!update) return undefined;
    throw new UsageError('--update-known-failing writes the file of --known-failing: name it.');
  }
  if (file === '') throw new UsageError('--known-failing names no file: give one, or leave it out.');
  const text = await readIfThere(file);
  if (text === undefined && update) return {};
  if (text === undefined)
    throw new UsageError(`There is no file "${file}": --update-known-failing makes it of what fails now.`);
  try {
    return readKnownFailing(text);
  } catch (error) {
    if (!(error instanceof CodecError)) throw error;
    throw new UsageError(`"${file}" is no list of known failures: ${error.message}.`);
  }
}

/** The report of a run, held against what is known; `note` takes a sentence about the file, which is written if that is asked for. */
export async function heldAgainst(
  report: Report,
  entries: KnownFailing['entries'],
  { options, run, note }: { options: ExpectationOptions; run: RatchetRun; note: (text: string) => void },
): Promise<Report> {
  const { knownFailing: file = '', updateKnownFailing: update = false } = options;
  // What repeats the run names the list too.
  const listed = [report.options, quote(['--known-failing', file])].filter((part) => part !== '').join(' ');
  const named = { ...report, options: listed };
  const { report: held, next } = await ratchet(named, { seed: report.seed, entries }, run);
  if (!update) return held;
  if (held.trouble !== '' || held.exitCode === 130) {
    note(`"${file}" is left as it was, for the run did not come to its end.\n`);
    return held;
  }
  await writeWhole(file, writeKnownFailing(next));
  const gone = held.known.filter(({ state }) => state === 'stale').length;
  const news = next.entries.length - (entries.length - gone);
  const bare = next.entries.filter(({ reason }) => reason === '').length;
  const reasons = bare === 0 ? '' : `; ${bare} without a reason: write it there`;
  note(
    `"${file}" lists ${plural(next.entries.length, 'known failure')} now: ${news} new, ${gone} taken out${reasons}.\n`,
  );
  return afterUpdate(held, next);
}
