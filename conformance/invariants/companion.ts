/** Who was in a room beside somebody. */
import type { SeenParticipation, SentRequest, Timeline } from './timeline/timeline.js';

/**
 * Somebody else who was surely present when the End took effect.
 * Other Ends are no way out: had one taken effect before, the caller would have gone by it, and this End would be
 * unanswered.
 */
export function companion(
  timeline: Timeline,
  request: SentRequest,
  caller: SeenParticipation,
  answered: number,
): SeenParticipation | undefined {
  const participations = timeline.sessions.get(caller.session)?.participations ?? [];
  return participations.find(
    ({ causes }) =>
      causes !== caller.causes &&
      causes.present < request.index &&
      causes.firstCause > answered &&
      causes.gone > request.index,
  );
}
