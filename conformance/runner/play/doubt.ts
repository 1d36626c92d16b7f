/** Whether a failure stands although the suite itself was late. conformance/README.md, "What may be accused". */
import { wsClose } from '../../../gen/codes.js';
import type { HistoryRecord } from '../../exchange/history.js';
import type { Profile } from '../../exchange/profile.js';
import { isTimed } from '../../invariants/index.js';
import type { SuiteDelay } from '../../sut/system.js';
import type { Lateness, Played } from './played.js';
import { isProof } from './proof.js';

/** A delay of the suite counts from this share of the time in question. */
const SHARE = 1 / 6;
/** No time is so short that a smaller delay matters, in milliseconds. */
const LEAST_MS = 50;

/** Why a failure, or a missed answer, proves nothing, in words; undefined where it stands. */
export function whyInDoubt(played: Played): string | undefined {
  const { judgement, history, undecided, lateness } = played;
  // Where the judges disagree, the reason may be the time.
  const isWrong = judgement.kind === 'fail' || judgement.kind === 'harness-fault';
  if (!isWrong && undecided === undefined) return undefined;
  if (!hangsOnClock(played)) return undefined;
  const why = whyLate(lateness, history.profile);
  return why === undefined || (judgement.kind === 'fail' && isProof(played)) ? undefined : why;
}

/** In what the suite was late, the most telling delay first. */
function whyLate({ lagMs, starved, late }: Lateness, profile: Profile): string | undefined {
  const loop = lagMs > toleratedMs(profile);
  const telling = [...late].filter((one) => isTelling(one) && (!one.meant || loop || starved));
  const [worst] = telling.sort((one, other) => other.ms / other.ofMs - one.ms / one.ofMs);
  if (worst) return worst.what;
  if (loop) return `its event loop was late by ${Math.round(lagMs)} ms`;
  return starved ? 'the machine had too much else to do' : undefined;
}

const isTelling = ({ ms, ofMs }: SuiteDelay): boolean => ofMs > 0 && ms >= Math.max(LEAST_MS, ofMs * SHARE);

/** How late the event loop may be where such times were announced, in milliseconds. */
function toleratedMs({ resumeWindowMs, heartbeat, slackMs }: Profile): number {
  const times = [resumeWindowMs, heartbeat?.timeoutMs ?? 0].filter((ms) => ms > 0);
  return Math.max(LEAST_MS, Math.min(slackMs, ...times.map((ms) => ms * SHARE)));
}

/** Steps about time, or after which a server may have taken a client as lost, at a time of its own. */
const clocked = ['cut', 'close', 'delay', 'freeze', 'heal', 'malformed', 'repeat', 'restart', 'resume', 'wait'];

/** Whether the outcome depends on a clock. That of a client always does: it alone decides how long it waits. */
function hangsOnClock({ history, judgement }: Played): boolean {
  if (history.profile.side === 'client' || history.settled === 'quiet') return true;
  if (judgement.fault && isTimed(judgement.fault.clause)) return true;
  return history.records.some((record) => mayBeTimed(record));
}

function mayBeTimed(record: HistoryRecord): boolean {
  if (record.kind === 'overdue') return true;
  if (record.kind === 'sent') return clocked.includes(record.action.kind);
  return record.kind === 'seen' && record.observation.kind === 'closed' && record.observation.code === wsClose.NO_FRAME;
}
