/** What the suite itself was too slow for is no fault of the target. DESIGN: section 2. */
import type { History, Profile } from '../../exchange/index.js';
import type { SuiteDelay } from '../../sut/system.js';
import type { Lateness } from './lag.js';
import type { Played } from './play.js';
import { isProof } from './proof.js';
import { isTimed } from './timed.js';

/** Late by so much of a time, the suite may be what made the difference. */
const SHARE = 1 / 6;
/** Nobody sets a time so short that less than this matters, in milliseconds. */
const LEAST_MS = 50;

/** Why nothing can be made of a failure, or of an answer that was given up, in words; undefined where it stands. */
export function whyInDoubt(played: Played): string | undefined {
  const { judgement, history, undecided, lateness } = played;
  // Where the judges disagree, it may be about the time.
  const isWrong = judgement.kind === 'fail' || judgement.kind === 'harness-fault';
  if (!isWrong && undecided === undefined) return undefined;
  if (!hangsOnClock(played)) return undefined;
  const why = whyLate(lateness, history.profile);
  return why === undefined || (judgement.kind === 'fail' && isProof(played)) ? undefined : why;
}

/** What of the suite was late, the most telling first. */
export function whyLate({ lagMs, starved, late }: Lateness, profile: Profile): string | undefined {
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

/** Steps that are about time, or after which a server may have taken somebody as lost, at a time of its own. */
const clocked = ['cut', 'close', 'delay', 'freeze', 'heal', 'malformed', 'repeat', 'restart', 'resume', 'wait'];

/** What a WebSocket reports that ended without a close frame. */
const BROKEN_OFF = 1006;

/** Whether a clock has part in what was seen. Of a client under test it always has: how long it waits is its own affair. */
function hangsOnClock({ history, judgement }: Played): boolean {
  if (history.profile.side === 'client' || history.settled === 'quiet') return true;
  if (judgement.fault && isTimed(judgement.fault.clause)) return true;
  return history.records.some((record) => mayBeTimed(record));
}

function mayBeTimed(record: History['records'][number]): boolean {
  if (record.kind === 'overdue') return true;
  if (record.kind === 'sent') return clocked.includes(record.action.kind);
  return record.kind === 'seen' && record.observation.kind === 'closed' && record.observation.code === BROKEN_OFF;
}
