/** The suite's own strength: every mutant is killed, by the clause that it breaks, whatever the seed. */
export { type Attempt, attempt } from './kill.js';
