/** The invariants, for a history of either side. */
import type { ClauseId } from '../../../gen/clauses.js';
import type { History } from '../../exchange/history.js';
import { judgeClient } from '../../invariants/client/index.js';
import { judge as judgeServer } from '../../invariants/index.js';
import type { Violation } from '../../invariants/sheet.js';

/** What the invariants say of a history: the most telling violation first, and how often each clause was checked. */
export interface Held {
  readonly violations: readonly Violation[];
  readonly checks: ReadonlyMap<ClauseId, number>;
}

/** Holds the invariants of the history's side. */
export const holdInvariants = (history: History): Held =>
  history.profile.side === 'client' ? judgeClient(history) : judgeServer(history);
