/**
 * What must hold in every state and of every transition, said without the reducers. That each is told of everything
 * exactly once, in a dense sequence, and of one reason for each departure, is the ledger's to say: it contradicts a
 * server that tells otherwise.
 */
import { answerRules } from './answers.js';
import { departureRules } from './departures.js';
import { presenceRules } from './presence.js';
import type { ServerRule } from './rule.js';

/** All rules. */
export const rules: readonly ServerRule[] = [...presenceRules, ...departureRules, ...answerRules];
