/** What ends a session as a whole, and since when it has surely ended. */
import { bearing, refused, tellingsOf, tellsEnd } from './causes.js';
import { bound } from './connections.js';
import type { Ender, SeenParticipation, SeenSession, Timeline, ToldDeparture } from './timeline.js';

/** Where one that was surely meant for this session was answered; Infinity where nobody saw the answer. */
export const endAnswered = (enders: readonly Ender[], session: string): number =>
  enders.reduce((least, ender) => (isOf(ender, session) ? Math.min(least, doneAt(ender)) : least), never);

const isOf = ({ request, call }: Ender, session: string): boolean =>
  (request?.participation?.session ?? call?.session) === session;

/** Whether it was refused, and so ended nothing. */
export const gaveNothing = ({ request, call }: Ender): boolean =>
  (request !== undefined && refused(request)) || (call !== undefined && refused(call));

/** Where the session of a participation had surely been ended; Infinity where nothing says so. */
export const endedBy = (timeline: Timeline, { session }: SeenParticipation): number =>
  timeline.sessions.get(session)?.ended ?? never;

const never = Number.POSITIVE_INFINITY;

/** Where the End or the call was answered by which it took effect; Infinity where nobody saw that. */
function doneAt({ request, call }: Ender): number {
  const answer = request?.answer ?? call?.answer;
  return answer && (answer.kind === 'roomLeft' || answer.kind === 'accepted') ? answer.index : never;
}

/** Told of its departure for a cause that came only after the end of the session. */
export function outlived(
  timeline: Timeline,
  { ended }: SeenSession,
  participation: SeenParticipation,
): ToldDeparture | undefined {
  if (participation.causes.asked > ended) return undefined;
  return tellingsOf(participation).find(({ reason, index }) => {
    const bearers = bearing(timeline, participation, reason, index);
    return bearers.length > 0 && bearers.every((cause) => cause.index > ended);
  });
}

/**
 * Somebody was left behind in a session that had been ended: somebody who joins it then is not the first to break a
 * clause.
 */
export const spares = (timeline: Timeline, session: SeenSession): boolean =>
  session.participations.some(
    (participation) =>
      participation.causes.asked < session.ended &&
      (bound(participation) || outlived(timeline, session, participation) !== undefined),
  );

/** Somebody who was there before it, and until the end, was never told of its arrival: it came after the end. */
export const cameAfter = (
  { id, room, causes }: SeenParticipation,
  { id: own, left, arrivals, roster, causes: theirs, room: there }: SeenParticipation,
) =>
  own !== id &&
  room === there &&
  theirs.present < causes.asked &&
  left !== undefined &&
  !left.attempt &&
  tellsEnd(left.reason) &&
  !arrivals.has(id) &&
  !roster.has(id);
