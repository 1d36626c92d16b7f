/** What a mapping loses: the codes that cannot be told from which. */
import type { Mapping } from '../../exchange/mapping.js';
import type { Code } from '../../exchange/words.js';
import { codeInWords } from './registry.js';

/** Codes of which a listener cannot know which one was meant, and the words that leave it open. */
export interface LossGroup {
  readonly codes: readonly Code[];
  readonly words: readonly string[];
}

/** The codes of a side, in order, each once. */
export const codesInOrder = (codes: readonly Code[]): Code[] =>
  [...new Set(codes)].sort((one, other) => rank(one) - rank(other));

const rank = (code: Code): number => (code === 'absent' ? Infinity : code);

/**
 * The largest groups of codes that one word may stand for, on one side: two codes are in a group together exactly where
 * some word stands for both.
 */
export function lossOf(side: Mapping['leaver']): readonly LossGroup[] {
  const merged = side
    .map(({ native, means }) => ({ native, codes: codesInOrder(means) }))
    .filter(({ codes }) => codes.length > 1);
  const largest = merged.filter(({ codes }) => !merged.some((other) => isPart(codes, other.codes)));
  const groups = new Map<string, LossGroup>();
  for (const { native, codes } of largest) {
    const key = codes.join(' ');
    const words = [...(groups.get(key)?.words ?? []), native];
    groups.set(key, { codes, words: [...new Set(words)] });
  }
  return [...groups.values()].sort((one, other) => compareCodes(one.codes, other.codes));
}

/** A true part: not the whole. */
const isPart = (part: readonly Code[], whole: readonly Code[]): boolean =>
  part.length < whole.length && part.every((code) => whole.includes(code));

function compareCodes(one: readonly Code[], other: readonly Code[]): number {
  for (const [index, code] of one.entries()) {
    const next = other[index];
    if (next === undefined) return 1;
    if (code !== next) return rank(code) - rank(next);
  }
  return one.length - other.length;
}

/** `1002 REMOVE_PEER and 1010 REMOVE_PEER_API`. */
export const codesInWords = (codes: readonly Code[]): string => {
  const words = codes.map(codeInWords);
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
};
