/** What the people in a measured run cannot tell apart: causes of different codes, by one word. */
import { type CrosswalkRow, type MeasuredCause, type ToldParty, toldWord } from '../../exchange/crosswalk.js';
import { CODE_OF } from './words.js';

/** Causes that were told by the same word. */
export interface MergedCauses {
  readonly listener: ToldParty;
  readonly word: string;
  readonly causes: readonly MeasuredCause[];
}

/**
 * The words that were told for causes of more than one code, the leaver's first. Where nothing is told there is nothing to
 * tell apart: one who is lost, or leaves together with everybody, is told nothing by right.
 */
export function mergedCauses(rows: readonly CrosswalkRow[]): readonly MergedCauses[] {
  const merged = new Map<string, MergedCauses>();
  for (const row of rows) {
    const { listener, cause } = row;
    const word = toldWord(row);
    if (word === undefined) continue;
    const key = `${listener} ${word}`;
    const causes = merged.get(key)?.causes ?? [];
    merged.set(key, { listener, word, causes: [...new Set([...causes, cause])] });
  }
  return [...merged.values()]
    .filter(({ causes }) => new Set(causes.map((cause) => CODE_OF[cause])).size > 1)
    .sort((one, other) => (one.listener < other.listener ? -1 : one.listener > other.listener ? 1 : 0));
}
