/** Which cases of the catalogue a run is about. */
import type { Case } from '../../cases/case.js';
import { cases } from '../../cases/index.js';
import type { Profile } from '../../exchange/profile.js';
import { matchesGlob } from '../glob.js';
import { type Selection, UnknownCase } from '../options.js';

/** All cases of one side. */
export const casesOf = (side: Profile['side'] = 'server'): readonly Case[] => cases.filter((one) => one.side === side);

/**
 * The cases of one side that fit all that is given; all where nothing is.
 * @throws UnknownCase for a glob that matches no case, and where no case fits all of it.
 */
export function select(selection: Selection, side: Profile['side'] = 'server'): readonly Case[] {
  const all = casesOf(side);
  for (const glob of [...selection.cases, ...(selection.exclude ?? [])])
    if (!all.some(({ id }) => matchesGlob(id, glob))) throw new UnknownCase(`No case of a ${side} is named "${glob}".`);
  const chosen = all.filter((one) => fits(one, selection));
  if (chosen.length === 0) throw new UnknownCase(whyEmpty(selection, side));
  return chosen;
}

function fits({ id, clauses, needs }: Case, selection: Selection): boolean {
  const { cases: globs, exclude = [], clauses: wanted = [], features = [], set, lastFailed } = selection;
  const isMatched = (some: readonly string[]) => some.some((glob) => matchesGlob(id, glob));
  return (
    (globs.length === 0 || isMatched(globs)) &&
    !isMatched(exclude) &&
    (wanted.length === 0 || wanted.some((clause) => clauses.includes(clause))) &&
    (features.length === 0 || features.some((feature) => needs.includes(feature))) &&
    (set === undefined || (set === 'core') === (needs.length === 0)) &&
    (lastFailed === undefined || lastFailed.includes(id))
  );
}

function whyEmpty(selection: Selection, side: Profile['side']): string {
  const isLastAlone = selectionInWords({ ...selection, lastFailed: undefined }) === '';
  if (selection.lastFailed?.length === 0 || (isLastAlone && selection.lastFailed))
    return `No case of a ${side} failed in the last run of this folder: leave out --last-failed`;
  return `No case of a ${side} fits ${selectionInWords(selection)}: leave out a part of it`;
}

/** A selection as it stands on the command line; empty for all cases. */
export function selectionInWords(selection: Selection): string {
  const { cases: globs, exclude = [], clauses = [], features = [], set, lastFailed } = selection;
  return [
    ...globs.map((glob) => `--case '${glob}'`),
    ...exclude.map((glob) => `--exclude '${glob}'`),
    ...clauses.map((clause) => `--clause ${clause}`),
    ...features.map((feature) => `--feature ${feature}`),
    ...(set === undefined ? [] : [`--set ${set}`]),
    ...(lastFailed === undefined ? [] : ['--last-failed']),
  ].join(' ');
}

/** The same without what only this folder knows: the cases that failed are named. */
export const repeatableSelection = ({ lastFailed, ...rest }: Selection, side: Profile['side']): Selection =>
  lastFailed === undefined ? rest : { cases: select({ ...rest, lastFailed }, side).map(({ id }) => id) };
