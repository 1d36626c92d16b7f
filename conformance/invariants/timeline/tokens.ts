/** Which token serves, and what of the stream the server holds. */
import { rememberedMs } from '../../exchange/timing.js';
import { tellingsOf } from './causes.js';
import type { BindAttempt, SeenConnection, SeenParticipation, SeenRoomObject, Timeline } from './timeline.js';
import { timeAt, windowOf } from './windows.js';

/**
 * A newer token has surely been heard: on the connection that gave it, something was sent that acknowledged Joined,
 * and had its answer before the Resume was sent.
 */
export function stale({ roomObject, ticket, index }: BindAttempt): boolean {
  const place = roomObject.tokens.findIndex(({ token }) => token === ticket?.token);
  if (place < 0) return false;
  const older = roomObject.tokens[place];
  return roomObject.tokens.slice(place + 1).some(({ token, index: given, connection }) => {
    // Of two that were asked for at the same time nobody knows which is the newer one; on one connection, as by a switch, the later one is.
    const isUnclear = connection !== older?.connection && askedAt(roomObject, connection) < (older?.index ?? 0);
    if (token === ticket?.token || given > index || isUnclear) return false;
    return connection.heard.some(
      ({ index: said, request }) =>
        said > given && request?.answer && request.sendings.length === 1 && request.answer.index < index,
    );
  });
}

/** When what gave a token was sent. */
const askedAt = ({ attempts }: SeenRoomObject, connection: SeenConnection): number =>
  attempts.find((attempt) => attempt.connection === connection)?.index ?? 0;

/** Whether it was given a serving token: the newest one, and none that was given since can have been heard. */
export function serves({ roomObject, ticket, index, connection }: BindAttempt): boolean {
  const own = roomObject.tokens.findLast(({ token }) => token === ticket?.token);
  if (!own || own.index > index || ticket?.beyond) return false;
  // A SwitchRoom has given a newer one on the same connection.
  const newer = roomObject.tokens.some(
    ({ index: given, connection: line }) => line === own.connection && given > own.index,
  );
  if (newer && own.connection.heard.length > 0) return false;
  return roomObject.attempts.every(
    (other) =>
      other.index > index ||
      other.connection === own.connection ||
      other.connection === connection ||
      !mayHear(other.connection, askedAt(roomObject, own.connection)),
  );
}

/** Another Resume came between, whose answer is lost: what serves is not the newest token that was given. */
export const shadowed = ({ roomObject, index, ticket }: BindAttempt): boolean => {
  const given = roomObject.tokens.findLast(({ token }) => token === ticket?.token)?.index ?? index;
  return roomObject.attempts.some((other) => !other.answer && other.index > given && other.index < index);
};

/** Whether something may have been heard on it under a newer token than one that was asked for elsewhere. */
const mayHear = ({ heard, carries }: SeenConnection, asked: number): boolean =>
  heard.length > 0 && (carries === undefined || carries.since > asked);

/**
 * Everything that was sent to the room object up to a place in the history, as far as anybody can tell, is less than
 * was presented.
 */
export function received({ end }: Timeline, { roomObject, ticket, index }: BindAttempt): boolean {
  let most = 0;
  for (const [sequence, shown] of roomObject.stream) if (shown.index < index) most = Math.max(most, sequence);
  return (ticket?.sequence ?? 0) > most + end;
}

/** Whether the participation was surely present all the time between two places. */
export function inPlace(timeline: Timeline, participation: SeenParticipation, from: number, to: number): boolean {
  const { causes, next } = participation;
  if (causes.present > from || next || causes.unfounded.length > 0) return false;
  if (causes.untouched > to) return true;
  // Without a clock nobody knows when a window was over; but where nobody was ever told, it was not.
  const others = [...causes.own.filter(({ kind }) => kind !== 'lost'), ...causes.enders];
  return !timeline.timed && tellingsOf(participation).length === 0 && others.every(({ index }) => index > to);
}

/** What the first Joined of a room object can be taken for: kept, as long as nothing can have acknowledged it. */
export const retained = ({ attempts }: SeenRoomObject): boolean =>
  attempts.every(({ connection }) => connection.heard.length === 0);

/** Whatever can have ended it is not so long ago that the server may have forgotten. */
export function remembered(timeline: Timeline, participation: SeenParticipation, index: number, leastMs = 0): boolean {
  const { own, enders, unfounded } = participation.causes;
  if (!participation.roomObject || unfounded.length > 0) return false;
  const begun = participation.roomObject.index;
  // A server that was started again may have forgotten everything.
  if (timeline.restarts.some((restart) => restart > begun && restart < index)) return false;
  const first = Math.min(timeline.end, ...[...own, ...enders].map((cause) => cause.index));
  const since = Math.max(first, participation.joined?.index ?? 0);
  const timeoutMs = participation.joined?.seen.heartbeatTimeoutMs ?? 0;
  const due = Math.max(leastMs, rememberedMs(windowOf(timeline, participation.roomObject), timeoutMs));
  const elapsed = timeAt(timeline, index) - timeAt(timeline, Math.min(since, index));
  return !timeline.timed || elapsed < due;
}
