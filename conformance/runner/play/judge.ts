/** Oracle and invariants, each by itself, and what their two answers come to. DESIGN: section 7. */
import type { ClauseId } from '../../../gen/clauses.js';
import type { History } from '../../exchange/index.js';
import { judgeClient } from '../../invariants/client/index.js';
import { judge as judgeServer, type Violation } from '../../invariants/index.js';
import { type Explanation, explain, type Merged } from '../../oracle/index.js';
import { isTimed } from './timed.js';

export interface Fault {
  readonly clause: ClauseId;
  readonly at: number;
  readonly allowed: string;
  readonly seen: string;
  readonly oracleOnly: boolean;
}

export interface Judgement {
  readonly kind: 'pass' | 'fail' | 'inconclusive' | 'harness-fault';
  /** What is broken, for `fail`; what the two judges disagree about, for `harness-fault`. */
  readonly fault: Fault | undefined;
  /** The oracle refutes the history: there is a longest part of it that it explains. */
  readonly refuted: boolean;
  /** Something that must have come is not there, and may only be late. */
  readonly missing: boolean;
  /** How often each clause was held against something, by either judge. */
  readonly checks: ReadonlyMap<ClauseId, number>;
  /** Reasons that may have been right, by a system that does not tell them apart from others. */
  readonly merged: readonly Merged[];
  /** The core triples of the machine that were met, where the oracle could explain the history. */
  readonly met: readonly string[];
  /** How many points the oracle's search went through. */
  readonly nodes: number;
}

export function judge(history: History): Judgement {
  const invariants = holdInvariants(history);
  // Of clients there is no oracle: the invariants alone hold both sides.
  if (history.profile.side === 'client') return byInvariants(invariants);
  const explanation = explain(history);
  const [violation] = invariants.violations;
  const { checks: counted, merged, met } = explanation.kind === 'explained' ? explanation : NOTHING;
  const rest = { checks: together(invariants.checks, counted), merged, met, nodes: explanation.nodes };
  const fault = violation ? faultBy(violation) : faultOf(explanation);
  const excused = fault !== undefined && history.profile.deviations.some(({ clause }) => clause === fault.clause);
  if (excused) return { kind: 'pass', fault: undefined, refuted: false, missing: false, ...rest };
  const refuted = explanation.kind === 'refuted';
  const missing = violation?.missing ?? (refuted && explanation.missing);
  return { kind: kindOf(explanation, violation?.clause), fault, refuted, missing, ...rest };
}

/** Without the oracle, which takes a late effect for a wrong one, and without the clause that has been reported already. */
export function judgeQuietly(history: History): Judgement {
  const late = { clause: 'fence.effects-first', why: 'reported once: the run goes on in quiet mode' };
  const { profile } = history;
  const excused = { ...history, profile: { ...profile, deviations: [...profile.deviations, late] } };
  return byInvariants(holdInvariants(excused));
}

/** What an oracle adds that could explain nothing, or that was not asked. */
const NOTHING: Pick<Judgement, 'checks' | 'merged' | 'met'> = { checks: new Map(), merged: [], met: [] };

interface Held {
  readonly violations: readonly Violation[];
  readonly checks: Judgement['checks'];
}

const holdInvariants = (history: History): Held =>
  history.profile.side === 'client' ? judgeClient(history) : judgeServer(history);

function byInvariants({ violations, checks }: Held): Judgement {
  const [violation] = violations;
  const fault = violation && faultBy(violation);
  const missing = violation?.missing ?? false;
  return { kind: fault ? 'fail' : 'pass', fault, refuted: false, missing, ...NOTHING, checks, nodes: 0 };
}

function kindOf({ kind }: Explanation, violated: ClauseId | undefined): Judgement['kind'] {
  if (kind === 'refuted') return 'fail';
  if (violated === undefined) return kind === 'gave-up' ? 'inconclusive' : 'pass';
  return kind === 'gave-up' || isTimed(violated) ? 'fail' : 'harness-fault';
}

const faultBy = ({ clause, index, allowed, seen }: Violation): Fault => ({
  clause,
  at: index,
  allowed,
  seen,
  oracleOnly: false,
});

function faultOf(explanation: Explanation): Fault | undefined {
  if (explanation.kind !== 'refuted') return undefined;
  const { clause, at, allowed, seen } = explanation;
  return { clause, at, allowed, seen, oracleOnly: true };
}

function together(one: ReadonlyMap<ClauseId, number>, other: ReadonlyMap<ClauseId, number>): Map<ClauseId, number> {
  const sum = new Map(one);
  for (const [clause, count] of other) sum.set(clause, (sum.get(clause) ?? 0) + count);
  return sum;
}
