/** Oracle and invariants, each by itself, and what their two answers come to. DESIGN: section 7. */
import type { ClauseId } from '../../gen/clauses.js';
import type { History } from '../exchange/index.js';
import { judge as holdInvariants } from '../invariants/index.js';
import { type Explanation, explain, type Merged } from '../oracle/index.js';

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
  /** Something that must have come is not there, and may only be late. */
  readonly missing: boolean;
  /** How often each clause was held against something, by either judge. */
  readonly checks: ReadonlyMap<ClauseId, number>;
  /** Reasons that may have been right, by a system that does not tell them apart from others. */
  readonly merged: readonly Merged[];
}

export function judge(history: History): Judgement {
  const invariants = holdInvariants(history);
  const explanation = explain(history);
  const [violation] = invariants.violations;
  const checks = together(invariants.checks, explanation.kind === 'explained' ? explanation.checks : new Map());
  const merged = explanation.kind === 'explained' ? explanation.merged : [];
  const fault = violation ? { ...violation, oracleOnly: false } : faultOf(explanation);
  const excused = fault !== undefined && history.profile.deviations.some(({ clause }) => clause === fault.clause);
  if (excused) return { kind: 'pass', fault: undefined, missing: false, checks, merged };
  const missing = violation?.missing ?? (explanation.kind === 'refuted' && explanation.missing);
  return { kind: kindOf(explanation, violation?.clause), fault, missing, checks, merged };
}

/** Without the oracle, which takes a late effect for a wrong one, and without the clause that has been reported already. */
export function judgeQuietly(history: History): Judgement {
  const late = { clause: 'fence.effects-first', why: 'reported once: the run goes on in quiet mode' };
  const { profile } = history;
  const excused = { ...history, profile: { ...profile, deviations: [...profile.deviations, late] } };
  const { violations, checks } = holdInvariants(excused);
  const [violation] = violations;
  const fault = violation && { ...violation, oracleOnly: false };
  return { kind: fault ? 'fail' : 'pass', fault, missing: violation?.missing ?? false, checks, merged: [] };
}

/** What is in time only a clock can tell, and the oracle has none. */
const timed: ReadonlySet<ClauseId> = new Set<ClauseId>(['connection.lost-in-time', 'close.follows']);

function kindOf({ kind }: Explanation, violated: ClauseId | undefined): Judgement['kind'] {
  if (kind === 'refuted') return 'fail';
  if (violated === undefined) return kind === 'gave-up' ? 'inconclusive' : 'pass';
  return kind === 'gave-up' || timed.has(violated) ? 'fail' : 'harness-fault';
}

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
