/** The options that choose cases. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ClauseId } from '../../../gen/clauses.js';
import { cases } from '../../cases/index.js';
import type { Feature } from '../../exchange/features.js';
import type { Profile } from '../../exchange/profile.js';
import { sentence } from '../../report/text.js';
import { matchesGlob } from '../../runner/glob.js';
import { type CaseSet, type Selection, UnknownCase } from '../../runner/options.js';
import { SPEC } from '../../runner/run/sum-up.js';
import { type LastFailedPlace, lastFailedFile, lastFailedIn } from '../../runner/selection/last-failed.js';
import { clauseNamed } from '../clause-named.js';
import { featureNamed } from '../feature-named.js';
import { nearest } from '../nearest.js';
import { collect } from '../options.js';
import { UsageError, unknownName } from '../usage.js';

/** The values of {@link withSelectionOptions}. */
export interface SelectionOptions {
  readonly case?: readonly string[];
  readonly exclude?: readonly string[];
  readonly clause?: readonly ClauseId[];
  readonly feature?: readonly Feature[];
  readonly set?: CaseSet;
  readonly lastFailed?: boolean;
  readonly spec?: string;
}

const sets: readonly CaseSet[] = ['core', 'extended'];

/** Adds them to a command. */
export const withSelectionOptions = (command: Command): Command =>
  command
    .option('--case <glob>', 'run only the matching cases, such as "server/end*"; can be repeated', collect)
    .option('--exclude <glob>', 'run all but the matching cases; can be repeated', collect)
    .option('--clause <clause>', 'run only the cases that hold this clause; can be repeated', collectClauses)
    .option('--feature <name>', 'run only the cases that need this feature; can be repeated', collectFeatures)
    .addOption(
      new Option('--set <name>', 'run only the cases of the base (core), or those that need a feature').choices(sets),
    )
    .option('--last-failed', 'run only the cases that failed when they were last run in this folder')
    .option('--spec <revision>', `the revision that is judged against (default: "${SPEC}")`, revision);

/** Values of an option that can be repeated, each read by itself. */
const collectBy =
  <T>(read: (word: string) => T) =>
  (word: string, before: readonly T[] = []): T[] => [...before, read(word)];

const collectClauses = collectBy(clauseNamed);
const collectFeatures = collectBy(featureNamed);

function revision(word: string): string {
  if (word === SPEC) return word;
  throw new InvalidArgumentError(`This suite judges against revision ${SPEC} alone.`);
}

/** The selection that the options ask for. @throws UsageError where what the last run left behind cannot be read. */
export async function selectionOf(options: SelectionOptions, place: LastFailedPlace): Promise<Selection> {
  const { case: globs = [], exclude, clause, feature, set, lastFailed } = options;
  const chosen = { cases: globs, exclude, clauses: clause, features: feature, set };
  if (!lastFailed) return chosen;
  return { ...chosen, lastFailed: await lastFailedIn(place).catch((error: unknown) => unreadable(error, place)) };
}

function unreadable(error: unknown, { folder }: LastFailedPlace): never {
  if (!(error instanceof SyntaxError)) throw error;
  throw new UsageError(`"${lastFailedFile(folder)}" holds no list of cases: delete it, and run without --last-failed.`);
}

/** The error of a selection in words, with the nearest names; any other error as it is. */
export function selectionError(
  error: unknown,
  { cases: globs, exclude = [] }: Selection,
  side: Profile['side'],
): unknown {
  if (!(error instanceof UnknownCase)) return error;
  const given = [...globs, ...exclude];
  const all = cases.filter((one) => one.side === side);
  const unknown = given.filter((glob) => !all.some(({ id }) => matchesGlob(id, glob)));
  // Each name is right, and all of them together leave nothing.
  if (unknown.length === 0) return new UsageError(sentence(error.message));
  const elsewhere = cases.find((one) => one.side !== side && unknown.some((glob) => matchesGlob(one.id, glob)));
  if (elsewhere)
    return new UsageError(
      `${error.message} "${elsewhere.id}" is a case of a ${elsewhere.side}: "adjourn test ${elsewhere.side}" runs it.`,
    );
  const ids = all.map(({ id }) => id);
  const names = new Set(unknown.flatMap((glob) => nearest(glob, ids)));
  return unknownName(error.message, [...names], 'adjourn list');
}
