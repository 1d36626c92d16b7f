/** Oracle and invariants judge a history independently; this file combines their two answers. */
import type { ClauseId } from '../../../gen/clauses.js';
import type { History } from '../../exchange/history.js';
import type { Profile } from '../../exchange/profile.js';
import type { Failure } from '../../exchange/report.js';
import { isTimed } from '../../invariants/index.js';
import type { Violation } from '../../invariants/sheet.js';
import { pairsMet } from '../../oracle/client/coverage.js';
import { explainClient } from '../../oracle/client/explain.js';
import { type Explanation, explain } from '../../oracle/explain.js';
import { reach } from '../../oracle/reach.js';
import { type Held, holdInvariants } from './invariants.js';
import type { BrokenClause, Judgement, Played } from './played.js';

/** Judges a history by oracle and invariants. */
export function judgeHistory(history: History): Judgement {
  const { violations, checks } = holdInvariants(history);
  const deviated = declaredBreaks(history);
  if (history.profile.side === 'client') return { ...judgeClientHistory(history, { violations, checks }), deviated };
  const explanation = explain(history);
  // The oracle cannot follow a deviation: what it stops at may be no other fault, and the invariants judge alone.
  if (explanation.kind === 'refuted' && history.profile.wire && deviated.length > 0)
    return { ...byInvariants({ violations, checks }), deviated };
  const refutation = faultOf(explanation);
  const declared = (id: ClauseId) => history.profile.deviations.some(({ clause }) => clause === id);
  const [violation] = violations;
  const { checks: counted, merged, met } = explanation.kind === 'explained' ? explanation : NOTHING;
  // Where the oracle stops, the invariants mostly name what is wrong more closely.
  const found = violations.length > 0 ? violations : refutation ? [refutation] : [];
  const broken = [...new Set(found.map(({ clause }) => clause))].filter((clause) => !declared(clause));
  const rest = {
    ...{ broken, deviated, checks: together(checks, counted), merged, met, metPairs: [] },
    nodes: explanation.nodes,
  };
  const fault = violation ? faultBy(violation) : refutation;
  if (fault && declared(fault.clause))
    return { kind: 'pass', fault: undefined, refuted: false, missing: false, ...rest };
  const refuted = explanation.kind === 'refuted';
  const missing = violation?.missing ?? (refuted && explanation.missing);
  return { kind: kindOf(explanation, violation?.clause), fault, refuted, missing, ...rest };
}

/**
 * The clauses that a system breaks as it was declared: what its history would be accused of, had nothing been declared.
 * The oracle is asked of our own wire alone: of another system there is no telling what a deviation looks like.
 */
function declaredBreaks(history: History): readonly ClauseId[] {
  const { profile } = history;
  if (profile.deviations.length === 0) return [];
  const strict = { ...history, profile: { ...profile, deviations: [] } };
  const broken = holdInvariants(strict).violations.map(({ clause }) => clause);
  const refutation = profile.wire && profile.side === 'server' ? faultOf(explain(strict)) : undefined;
  const accused = [...broken, ...(refutation ? [refutation.clause] : [])];
  return [...new Set(accused)].filter((clause) => profile.deviations.some((one) => one.clause === clause));
}

/**
 * Judges without the oracle, which takes a late effect for a wrong one, and without the clause that was reported
 * already.
 */
export function judgeQuietly(history: History): Judgement {
  const late = { clause: 'fence.effects-first', why: 'reported once: the run goes on in quiet mode' };
  const { profile } = history;
  const excused = { ...history, profile: { ...profile, deviations: [...profile.deviations, late] } };
  return byInvariants(holdInvariants(excused));
}

/** Of the suite's own lag at most so much is added to the slack, in milliseconds: more could hide a fault. */
const MOST_ADDED_MS = 500;

/** The profile with the measured lag of the suite, in milliseconds, added to its slack. */
export const calibrated = (profile: Profile, lagMs: number): Profile => ({
  ...profile,
  slackMs: profile.slackMs + Math.min(MOST_ADDED_MS, Math.round(lagMs)),
});

/**
 * A client has freedoms that its oracle leaves to the invariants: what it explains may be wrong all the same. It accuses by itself
 * only where a clause forbids what the application was told; what is sent, and how calls end, the invariants judge more closely.
 */
function judgeClientHistory(history: History, held: Held): Judgement {
  const judgement = byInvariants(held);
  const explanation = explainClient(history);
  const { nodes } = explanation;
  if (explanation.kind === 'explained')
    return { ...judgement, nodes, metPairs: [...new Set(explanation.lives.flatMap(pairsMet))] };
  if (judgement.fault || explanation.kind === 'gave-up') return { ...judgement, nodes };
  if (!explanation.clause || !explanation.aboutTelling) return { ...judgement, nodes };
  const { clause, at, allowed, seen, missing } = explanation;
  const fault = { clause, at, allowed, seen, oracleOnly: true };
  return { ...judgement, kind: 'fail', fault, broken: [clause], missing, nodes };
}

/** What the oracle adds where it explained nothing, or was not asked. */
const NOTHING: Pick<Judgement, 'checks' | 'merged' | 'met' | 'metPairs'> = {
  checks: new Map(),
  merged: [],
  met: [],
  metPairs: [],
};

function byInvariants({ violations, checks }: Held): Judgement {
  const [violation] = violations;
  const fault = violation && faultBy(violation);
  const broken = [...new Set(violations.map(({ clause }) => clause))];
  const missing = violation?.missing ?? false;
  return { kind: fault ? 'fail' : 'pass', fault, broken, refuted: false, missing, ...NOTHING, checks, nodes: 0 };
}

function kindOf({ kind }: Explanation, violated: ClauseId | undefined): Judgement['kind'] {
  if (kind === 'refuted') return 'fail';
  if (violated === undefined) return kind === 'gave-up' ? 'inconclusive' : 'pass';
  return kind === 'gave-up' || isTimed(violated) ? 'fail' : 'harness-fault';
}

const faultBy = ({ clause, index, allowed, seen }: Violation): BrokenClause => ({
  clause,
  at: index,
  allowed,
  seen,
  oracleOnly: false,
});

function faultOf(explanation: Explanation): BrokenClause | undefined {
  if (explanation.kind !== 'refuted') return undefined;
  const { clause, at, allowed, seen } = explanation;
  return { clause, at, allowed, seen, oracleOnly: true };
}

function together(one: ReadonlyMap<ClauseId, number>, other: ReadonlyMap<ClauseId, number>): Map<ClauseId, number> {
  const sum = new Map(one);
  for (const [clause, count] of other) sum.set(clause, (sum.get(clause) ?? 0) + count);
  return sum;
}

/** A play's failure; `shrink` says how it came to its scenario. @throws Error where no judge accuses anything. */
export function failureOf(played: Played, shrink: Failure['shrink']): Failure {
  const { history, judgement } = played;
  if (!judgement.fault) throw new Error('a failure without a fault');
  const { clause, at, allowed, seen, oracleOnly } = judgement.fault;
  const what = { clause, at, allowed, seen, oracleOnly, ...explainedPart(played) };
  return { ...what, scenario: history.scenario, history, shrink, file: '' };
}

/**
 * The longest explained part of a failing history, and the machine's state behind it; nothing where the oracle does not
 * refute the history, or gave up.
 */
export const explainedPart = ({
  history,
  judgement,
}: Pick<Played, 'history' | 'judgement'>): Pick<Failure, 'explained' | 'state'> =>
  (judgement.refuted ? reach(history) : undefined) ?? {};
