/** Sees clients come back to the world of a play that is over. */
import type { Return } from '../../sut/system.js';
import type { Context } from '../context.js';
import type { Watch } from '../play/played.js';
import { pulse } from '../play/pulse.js';
import type { SeenReturn } from '../seen-return.js';

/** Takes note of the first return to the world of one play. What was under way at the end may still arrive. */
export function watchReturns(played: Omit<SeenReturn, keyof Return | 'inDoubt'>, context: Context): Watch {
  let isSeen = false;
  return {
    cameBack(how) {
      if (isSeen || how.sinceLeftMs <= context.system.profile.slackMs) return;
      isSeen = true;
      context.returns.push({ ...played, ...how, inDoubt: isInDoubt(how) });
    },
  };
}

/** On no machine is a call on its way for so long, in milliseconds. */
const NO_DOUBT_MS = 10_000;

/** Whether a call may have been on its way since before the end. */
function isInDoubt({ sinceLeftMs }: Return): boolean {
  if (sinceLeftMs >= NO_DOUBT_MS) return false;
  const { worstMs, starved } = pulse.lately(sinceLeftMs);
  return starved || 2 * worstMs >= sinceLeftMs;
}
