/** Which token serves, and what of the stream the server holds. */
import { tellingsOf } from './causes.js';
import type { Attempt, Connection, Join, Stay, View } from './timeline.js';

/**
 * A newer token has surely been heard: on the connection that gave it, something was sent that acknowledged Joined,
 * and had its answer before the Resume was sent.
 */
export function stale({ join, ticket, at }: Attempt): boolean {
  const place = join.tokens.findIndex(({ token }) => token === ticket?.token);
  if (place < 0) return false;
  return join.tokens.slice(place + 1).some(({ token, at: given, connection }) => {
    // Of two that were asked for at the same time nobody knows which is the newer one.
    if (token === ticket?.token || given > at || askedAt(join, connection) < (join.tokens[place]?.at ?? 0))
      return false;
    return connection.heard.some(
      ({ at: said, request }) =>
        said > given && request?.answer && request.sendings.length === 1 && request.answer.at < at,
    );
  });
}

/** When what gave a token was sent. */
const askedAt = ({ attempts }: Join, connection: Connection): number =>
  attempts.find((attempt) => attempt.connection === connection)?.at ?? 0;

/** Whether it was given a serving token: the newest one, and none that was given since can have been heard. */
export function serves({ join, ticket, at, connection }: Attempt): boolean {
  const own = join.tokens.findLast(({ token }) => token === ticket?.token);
  if (!own || own.at > at || ticket?.beyond) return false;
  // A SwitchRoom has given a newer one on the same connection.
  const newer = join.tokens.some(({ at: given, connection: line }) => line === own.connection && given > own.at);
  if (newer && own.connection.heard.length > 0) return false;
  return join.attempts.every(
    (other) =>
      other.at > at ||
      other.connection === own.connection ||
      other.connection === connection ||
      !mayHear(other.connection, askedAt(join, own.connection)),
  );
}

/** Another Resume came between, whose answer is lost: what serves is not the newest token that was given. */
export const shadowed = ({ join, at, ticket }: Attempt): boolean => {
  const given = join.tokens.findLast(({ token }) => token === ticket?.token)?.at ?? at;
  return join.attempts.some((other) => !other.answer && other.at > given && other.at < at);
};

/** Whether something may have been heard on it under a newer token than one that was asked for elsewhere. */
const mayHear = ({ heard, carries }: Connection, asked: number): boolean =>
  heard.length > 0 && (carries === undefined || carries.since > asked);

/** Everything that was sent to the room object up to a place in the history, as far as anybody can tell, is less than was presented. */
export function received({ end }: View, { join, ticket, at }: Attempt): boolean {
  let most = 0;
  for (const [sequence, shown] of join.stream) if (shown.at < at) most = Math.max(most, sequence);
  return (ticket?.sequence ?? 0) > most + end;
}

/** Whether the participation was surely present all the time between two places. */
export function inPlace(view: View, stay: Stay, from: number, to: number): boolean {
  const { causes, next } = stay;
  if (causes.present > from || next || causes.unfounded.length > 0) return false;
  if (causes.untouched > to) return true;
  // Without a clock nobody knows when a window was over; but where nobody was ever told, it was not.
  const others = [...causes.own.filter(({ kind }) => kind !== 'lost'), ...causes.enders];
  return !view.timed && tellingsOf(stay).length === 0 && others.every(({ at }) => at > to);
}

/** What the first Joined of a room object can be taken for: kept, as long as nothing can have acknowledged it. */
export const retained = ({ attempts }: Join): boolean =>
  attempts.every(({ connection }) => connection.heard.length === 0);
