/** What was told of a departure, where some of what was sent may not be shown. */
import type { Told } from './causes.js';
import type { Stay } from './timeline.js';

/**
 * ParticipantLeft names whom it is about. RoomLeft does not: it is about the participation that its client had by then, and that is
 * the one known only where nothing in between is missing, for a SwitchRoom may have led to another.
 */
export const surelyToldOf = (stay: Stay): Told[] =>
  stay.left && isSeamless(stay, stay.left) ? [stay.left, ...stay.tellings] : [...stay.tellings];

/** Whether all of the stream is there from Joined to RoomLeft. What answers a Resume or a repeated Join is apart from it. */
function isSeamless({ join, joined }: Stay, { attempt, sequence = 0 }: NonNullable<Stay['left']>): boolean {
  const first = joined?.seen.sequence ?? 0;
  if (!join || attempt || first === 0 || sequence < first) return false;
  for (let number = first; number <= sequence; number += 1) if (!join.stream.has(number)) return false;
  return true;
}
