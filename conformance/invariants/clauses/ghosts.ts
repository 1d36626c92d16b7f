import { firstIndex } from '../../exchange/index.js';
import type { Sheet } from '../sheet.js';
import { bound, lossesOfParticipation } from '../timeline/connections.js';
import { dueAt, seesAtOnce } from '../timeline/loss-times.js';
import { knows, provenAt } from '../timeline/proofs.js';
import type { SeenParticipation, Timeline } from '../timeline/timeline.js';

/**
 * `connection.lost-in-time`: whoever was lost is no ghost. An observer whose request was answered that it sent after the window and its
 * second were over has been told by then.
 */
export function mentionedOnly(timeline: Timeline, sheet: Sheet): void {
  if (!timeline.timed || timeline.restarts.length > 0) return;
  for (const participation of timeline.participations) {
    const due = goneBy(timeline, participation);
    if (due === undefined) continue;
    const since = lastUntil(timeline, due);
    for (const observer of timeline.rooms.get(participation.room)?.participations ?? [])
      if (
        observer !== participation &&
        knows(observer, participation.id) &&
        seesAtOnce(observer) &&
        !isHeldAtEnd(timeline, observer)
      )
        untold(participation, observer, since, sheet);
  }
}

function untold({ id }: SeenParticipation, observer: SeenParticipation, since: number, sheet: Sheet): void {
  const proof = provenAt(observer, since);
  const told = observer.departures.get(id);
  if (proof === undefined) return;
  sheet.held('connection.lost-in-time');
  if (told !== undefined && told < proof) return;
  const allowed = `one ParticipantLeft for ${id} to ${observer.id}, within 1 s after the resume window`;
  sheet.against('connection.lost-in-time', proof, allowed, 'none, and nothing earlier is still to come');
}

/** Of whoever is there when everything has come, `connection.lost` and its like say the same. */
const isHeldAtEnd = (timeline: Timeline, observer: SeenParticipation): boolean => timeline.fenced && bound(observer);

/** When everybody must have been told, in milliseconds; only where one loss is all that has happened to it. */
function goneBy(timeline: Timeline, participation: SeenParticipation): number | undefined {
  const { roomObject, left, next } = participation;
  if (!roomObject || left || next || roomObject.attempts.length > 1) return undefined;
  const [loss, ...others] = lossesOfParticipation(participation);
  if (!loss || others.length > 0 || !['cut', 'close', 'silence'].includes(loss.how)) return undefined;
  return dueAt(timeline, roomObject, loss);
}

/** The index of the last record that is not later than that. */
function lastUntil({ history: { records } }: Timeline, ms: number): number {
  return firstIndex(0, records.length, (index) => (records[index]?.at ?? 0) > ms) - 1;
}
