import { firstIndex } from '../../exchange/index.js';
import type { Sheet } from '../sheet.js';
import { bound, lossesOfStay } from '../timeline/connections.js';
import { dueAt, seesAtOnce } from '../timeline/loss-times.js';
import { knows, provenAt } from '../timeline/proofs.js';
import type { Stay, View } from '../timeline/timeline.js';

/**
 * `connection.lost-in-time`: whoever was lost is no ghost. An observer whose request was answered that it sent after the window and its
 * second were over has been told by then.
 */
export function ghosts(view: View, sheet: Sheet): void {
  if (!view.timed || view.restarts.length > 0) return;
  for (const stay of view.stays) {
    const due = goneBy(view, stay);
    if (due === undefined) continue;
    const since = lastUntil(view, due);
    for (const observer of view.rooms.get(stay.room)?.stays ?? [])
      if (observer !== stay && knows(observer, stay.id) && seesAtOnce(observer) && !isHeldAtEnd(view, observer))
        untold(stay, observer, since, sheet);
  }
}

function untold({ id }: Stay, observer: Stay, since: number, sheet: Sheet): void {
  const proof = provenAt(observer, since);
  const told = observer.departures.get(id);
  if (proof === undefined) return;
  sheet.held('connection.lost-in-time');
  if (told !== undefined && told < proof) return;
  const allowed = `one ParticipantLeft for ${id} to ${observer.id}, within 1 s after the resume window`;
  sheet.against('connection.lost-in-time', proof, allowed, 'none, and nothing earlier is still to come');
}

/** Of whoever is there when everything has come, `connection.lost` and its like say the same. */
const isHeldAtEnd = (view: View, observer: Stay): boolean => view.fenced && bound(observer);

/** When everybody must have been told, in milliseconds; only where one loss is all that has happened to it. */
function goneBy(view: View, stay: Stay): number | undefined {
  const { join, left, next } = stay;
  if (!join || left || next || join.attempts.length > 1) return undefined;
  const [loss, ...others] = lossesOfStay(stay);
  if (!loss || others.length > 0 || !['cut', 'close', 'silence'].includes(loss.how)) return undefined;
  return dueAt(view, join, loss);
}

/** The index of the last record that is not later than that. */
function lastUntil({ history: { records } }: View, ms: number): number {
  return firstIndex(0, records.length, (index) => (records[index]?.at ?? 0) > ms) - 1;
}
