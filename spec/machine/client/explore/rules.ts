/**
 * What must hold of every transition, said without the steps of the machine. The ledger contradicts what cannot be done
 * at all.
 */
import { endRules, endStates } from './rules/end.js';
import { reasonRules } from './rules/reason.js';
import type { ClientRule } from './rules/seen.js';
import { toldRules } from './rules/told.js';
import { wireRules, wireStates } from './rules/wire.js';
import type { ClientTransition } from './world.js';

/** Where the state is as before, its rules have been looked at. */
const stateRules: readonly ClientRule[] = [...endStates, ...wireStates];
const rules: readonly ClientRule[] = [...endRules, ...reasonRules, ...toldRules, ...wireRules];

/** All that must hold of one transition and of where it leads. */
export function holdRules(transition: ClientTransition): void {
  for (const rule of rules) rule(transition);
  if (transition.after.client !== transition.before.client) for (const rule of stateRules) rule(transition);
}
