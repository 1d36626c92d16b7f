/** The catalogue, for programs. */
import type { ClauseId } from '../../gen/clauses.js';
import { cases } from '../cases/index.js';

/**
 * A case: what it is called, and what it proves.
 *
 * @example
 * const ofClients = (all: readonly CaseSummary[]): CaseSummary[] => all.filter(({ side }) => side === 'client');
 */
export interface CaseSummary {
  /** `server/leave`: its side, and a name that never changes. */
  readonly id: string;
  /** What is expected, in one sentence. */
  readonly title: string;
  readonly side: 'server' | 'client';
  /** The clauses that it proves. */
  readonly clauses: readonly ClauseId[];
  /** The reason codes that it causes, each by its real cause. */
  readonly codes: readonly number[];
  /** How many scenarios a run plays by default. */
  readonly runs: number;
}

/**
 * All cases, in the order of a run.
 *
 * @example
 * ```ts
 * import { cases } from 'adjourn/suite';
 *
 * const ofRemoval = cases.filter(({ clauses }) => clauses.includes('remove.takes-effect'));
 * console.log(ofRemoval.map(({ id }) => id));
 * ```
 */
export const caseList: readonly CaseSummary[] = cases.map(({ id, title, side, clauses, codes, runs }) => ({
  id,
  title,
  side,
  clauses,
  codes,
  runs,
}));
