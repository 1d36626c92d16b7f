/**
 * The suite's own strength: every mutant is killed, by the clause that it breaks, and every variant passes,
 * whatever the seed.
 */
export { type Attempt, type AttemptOptions, attempt, tolerate } from './kill.js';
export { openReference, openReferenceClient } from './reference.js';
