/** What the linter of mappings says. */
import type { ToldParty } from '../../exchange/crosswalk.js';

/** One remark about a mapping: an error is to be mended, a note is to be known. */
export interface MappingFinding {
  readonly level: 'error' | 'note';
  readonly text: string;
}

/** An error, in words. */
export const wrong = (text: string): MappingFinding => ({ level: 'error', text });

/** To whom a word is told, as part of a sentence. */
export const toWhom: Readonly<Record<ToldParty, string>> = { leaver: 'to the leaver', others: 'to the others' };
