/** A failing play as it is reported and saved. */
import type { Failure } from '../../exchange/report.js';
import { reach } from '../../oracle/reach.js';
import type { Played } from './played.js';

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
