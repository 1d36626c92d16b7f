/** Clauses that can be tested, and that no mutant breaks: each with the reason why none can. */
import type { ClauseId } from '../../gen/clauses.js';

export const unbroken: Readonly<Partial<Record<ClauseId, string>>> = {};
