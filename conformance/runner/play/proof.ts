/** Whether the records of a failure contradict its clause by themselves, whatever the clock said while they were made. */
import type { History, HistoryRecord } from '../../exchange/index.js';
import { judgeClient } from '../../invariants/client/index.js';
import { judge as judgeServer } from '../../invariants/index.js';
import type { Played } from './play.js';
import { isTimed } from './timed.js';

/** As good as never, in milliseconds: about a day. */
const APART_MS = 100_000_000;

/** An invariant forbids what was seen if nothing is known of time, and also if each record came a day after the one before. */
export function isProof({ history, judgement }: Pick<Played, 'history' | 'judgement'>): boolean {
  const { fault } = judgement;
  if (!fault || fault.oracleOnly || isTimed(fault.clause)) return false;
  // That nothing came is seen by the clock alone, unless a fence proves it.
  if (judgement.missing && history.settled !== 'fenced') return false;
  if (mayBeGivenUp(history)) return false;
  const breaks = (everyMs: number): boolean => breaksAnyhow(retimed(history, everyMs), fault.clause);
  return (history.profile.side === 'client' ? breaks(0) : breaks(1)) && breaks(APART_MS);
}

/** The code of a departure by loss, and what a WebSocket reports that ended without a close frame. */
const LOST = 1001;
const BROKEN_OFF = 1006;

/** Somebody was lost, or may have been, to a server that has timers: when it gave up whom is a matter of its clock. */
const mayBeGivenUp = ({ profile, records }: History): boolean =>
  (profile.resumeWindowMs > 0 || (profile.heartbeat?.timeoutMs ?? 0) > 0) && records.some(showsLoss);

function showsLoss(record: HistoryRecord): boolean {
  if (record.kind !== 'seen') return false;
  const { observation } = record;
  if (observation.kind === 'closed') return observation.code === BROKEN_OFF;
  return 'reason' in observation && observation.reason.includes(LOST);
}

const breaksAnyhow = (history: History, clause: string): boolean =>
  (history.profile.side === 'client' ? judgeClient(history) : judgeServer(history)).violations.some(
    (violation) => violation.clause === clause,
  );

/** For the invariants of servers a record in each millisecond, from 0 on, is a history without a clock. */
const retimed = (history: History, everyMs: number): History => ({
  ...history,
  records: history.records.map((record, index) => ({ ...record, at: index * everyMs })),
});
