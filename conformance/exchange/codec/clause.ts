/** The ids of clauses in messages. */
import { type ClauseId, clauses } from '../../../gen/clauses.js';
import { CodecError } from './shared.js';

/** The text as the id of a clause. Throws {@link CodecError} where this version has none of that id. */
export function clauseId(id: string): ClauseId {
  if (!Object.hasOwn(clauses, id)) throw new CodecError(`"${id}" is no clause of this version of the specification.`);
  return id as ClauseId;
}
