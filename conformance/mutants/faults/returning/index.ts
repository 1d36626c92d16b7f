/** Faults that show after a return alone. */
import type { Mutant } from '../../mutant.js';
import { awayMutants } from './away.js';
import { timedMutants } from './timed.js';

/** All of them. */
export const returningMutants: readonly Mutant[] = [...timedMutants, ...awayMutants];
