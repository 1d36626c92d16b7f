/** A clause in words, for a page that stands alone. */
import { type ClauseId, clauses } from '../../gen/clauses.js';
import type { ClauseWords } from '../exchange/words.js';

/** The words of a clause, and where it stands. */
export const clauseWords = (id: ClauseId): ClauseWords => {
  const { level, sentence, section } = clauses[id];
  return { level, sentence, address: `spec/${section}#${id.replaceAll('.', '')}` };
};
