/** Clauses, as people type them. */
import { type ClauseId, clauses } from '../../gen/clauses.js';
import { nearest } from './nearest.js';
import { UsageError } from './usage.js';

/** The clause that a word names. @throws UsageError with the nearest one where there is none. */
export function clauseNamed(word: string): ClauseId {
  if (Object.hasOwn(clauses, word)) return word as ClauseId;
  const [near = ''] = nearest(word, Object.keys(clauses), 1);
  throw new UsageError(`There is no clause "${word}". The nearest one is ${near}; "adjourn list --clauses" shows all.`);
}
