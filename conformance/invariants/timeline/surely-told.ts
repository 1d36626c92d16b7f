/** What was told of a departure, where some of what was sent may not be shown. */
import type { ToldDeparture } from './causes.js';
import type { SeenParticipation } from './timeline.js';

/**
 * ParticipantLeft names whom it is about. RoomLeft does not: it is about the participation that its client had by then, and that is
 * the one known only where nothing in between is missing, for a SwitchRoom may have led to another.
 */
export const surelyToldOf = (participation: SeenParticipation): ToldDeparture[] =>
  participation.left && isSeamless(participation, participation.left)
    ? [participation.left, ...participation.tellings]
    : [...participation.tellings];

/** Whether all of the stream is there from Joined to RoomLeft. What answers a Resume or a repeated Join is apart from it. */
function isSeamless(
  { roomObject, joined }: SeenParticipation,
  { attempt, sequence = 0 }: NonNullable<SeenParticipation['left']>,
): boolean {
  const first = joined?.seen.sequence ?? 0;
  if (!roomObject || attempt || first === 0 || sequence < first) return false;
  for (let number = first; number <= sequence; number += 1) if (!roomObject.stream.has(number)) return false;
  return true;
}
