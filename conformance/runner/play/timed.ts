/** The clauses about time, which only a clock can judge: the oracle has none. */
import type { ClauseId } from '../../../gen/clauses.js';

export const timedClauses: readonly ClauseId[] = [
  'close.follows',
  'connection.declared-lost',
  'connection.lost-in-time',
  'heartbeat.sent',
  'heartbeat.timeout',
];

export const isTimed = (clause: ClauseId): boolean => timedClauses.includes(clause);
