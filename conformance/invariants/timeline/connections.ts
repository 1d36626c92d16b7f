/** Which connection carries a room object, whether it can still be lost by one, and whether a request of it can still count. */
import { codeOf } from './causes.js';
import type { Attempt, Connection, Join, Loss, Request, Stay, View } from './timeline.js';

/** Somebody was let in or let back by it. */
export const taken = ({ answer }: Attempt): boolean => answer?.kind === 'joined' || answer?.kind === 'resumed';

/** Whether it has carried this room object: after a refusal a connection may go to another one. */
export const carriedBy = (join: Join, { carries }: Connection): boolean => carries?.join === join;

/** A connection by which this room object was not let in. */
const turnedAway = (join: Join, connection: Connection): boolean =>
  !carriedBy(join, connection) &&
  connection.attempts.every((attempt) => attempt.join !== join || attempt.answer?.kind === 'rejected');

/** The latest of those that are known to carry the room object, or to have carried it. */
export function lineOf(join: Join): Connection | undefined {
  let found: Connection | undefined;
  for (const { connection } of join.attempts)
    if (carriedBy(join, connection) && !(found && !found.closed && connection.closed)) found = connection;
  return found;
}

/** The participation that the room object has now, as far as was shown. */
export const newest = (stay: Stay): boolean => !stay.next && stay.join?.stays.at(-1) === stay;

/** The participation that the room object has come to, shown to itself or to others alone. */
export const latestStay = ({ entries }: Join): Stay | undefined => entries.findLast(({ stay }) => stay)?.stay;

/** The connection by which it is, or was last, in the room; none where a SwitchRoom has led it elsewhere. */
export const lineOfStay = (stay: Stay): Connection | undefined =>
  stay.join && newest(stay) ? lineOf(stay.join) : undefined;

/** Closed because another connection has taken over, or may have. */
export function replaced(join: Join, connection: Connection): boolean {
  const { closed } = connection;
  if (closed?.seen.code !== 4200) return false;
  return join.attempts.some(
    (other) => other.connection !== connection && other.at < closed.at && other.answer?.kind !== 'rejected',
  );
}

const healthy = ({ closed, losses, left }: Connection): boolean => !closed && !left && losses.length === 0;

/** Whether it is in the room as far as it knows, on a connection that the suite has done nothing to. */
export function bound(stay: Stay): boolean {
  if (!stay.joined || stay.left || stay.next || !stay.join) return false;
  const { attempts } = stay.join;
  if (attempts.length === 1) return attempts[0] !== undefined && healthy(attempts[0].connection);
  const open = attempts.filter(({ connection, answer }) => answer?.kind !== 'rejected' && !gone(connection));
  const [line] = open;
  if (!line || open.length > 1 || !healthy(line.connection)) return false;
  // What was lost before it was answered may have been taken up, but not since.
  return attempts.every(({ answer, connection }) => answer || connection.losses.some(({ at }) => at < line.at));
}

const gone = ({ closed, losses }: Connection): boolean => closed !== undefined || losses.length > 0;

/** Whether a newer connection has surely taken over since `since`. */
const overtaken = (join: Join, connection: Connection, since: number): boolean =>
  join.attempts.some((other) => other.connection !== connection && taken(other) && other.at > since);

/** Another connection has taken over in time, so that nobody departed by this loss. */
function cured(join: Join, connection: Connection, loss: Loss): boolean {
  if (connection.carries && carriedBy(join, connection)) return overtaken(join, connection, connection.carries.since);
  return join.attempts.some(
    (other) =>
      other.connection !== connection &&
      taken(other) &&
      other.at > loss.at &&
      other.connection.losses.length === 0 &&
      other.connection.closed?.seen.code !== 4200,
  );
}

export type PlacedLoss = Loss & { readonly connection: Connection };

/** The losses by which the newest participation of a room object may have departed. */
export function lossesOf(join: Join): PlacedLoss[] {
  const losses: PlacedLoss[] = [];
  for (const { connection } of join.attempts) {
    if (connection.losses.length === 0 || turnedAway(join, connection)) continue;
    for (const loss of connection.losses)
      if (!losses.some((known) => known === loss) && !cured(join, connection, loss))
        losses.push({ ...loss, connection });
  }
  return losses;
}

/** The same for one participation. One that has moved on was not lost. */
export const lossesOfStay = (stay: Stay): PlacedLoss[] =>
  stay.join && (newest(stay) || (!stay.joined && !stay.next)) ? lossesOf(stay.join) : [];

/** Where the server closed the connection of its own accord, without RoomLeft. */
export function dropped(stay: Stay): number | undefined {
  const line = lineOfStay(stay);
  const closed = line?.closed?.at;
  if (!line || !stay.join || closed === undefined || stay.left || line.losses.some(({ at }) => at < closed))
    return undefined;
  return replaced(stay.join, line) ? undefined : closed;
}

/** The code of the close by which a server departs somebody. `close.code`. */
export const departs = (code: number): boolean => code > 4000 && code < 4200;

/** Whether a request without an answer can have been taken up, and have ended the stay of its caller. */
export const mayHaveEnded = ({ join, sendings }: Request): boolean =>
  sendings.some(
    (sending) =>
      !turnedAway(join, sending.connection) && !overtaken(join, sending.connection, sending.at) && !unread(sending),
  );

const unreadable = ['wrong-type', 'undecodable', 'oversize'];

/** It was sent behind a frame over which the server reads nothing more. */
const unread = ({ connection, at }: Request['sendings'][number]): boolean =>
  connection.losses.some((loss) => loss.at < at && unreadable.includes(loss.frame ?? ''));

/** When it was first sent where the server can have read it; Infinity where it was not. */
export const readFrom = ({ sendings }: Request): number =>
  sendings.reduce(
    (least, sending) => (unread(sending) ? least : Math.min(least, sending.at)),
    Number.POSITIVE_INFINITY,
  );

/** Whether anything but a loss can have ended a stay that was not shown RoomLeft. */
export const mayHaveDeparted = (view: View, stay: Stay): boolean =>
  stay.tellings.some(({ reason }) => !reason.includes(codeOf(view, 'lost'))) ||
  stay.causes.own.some(({ kind }) => kind !== 'lost') ||
  stay.causes.enders.length > 0;

/** The clause by which something that had happened by then must have come to somebody who has come back since. */
export function missedBy(observer: Stay, happened: number): 'resume.missed' | 'repeat.answered' | undefined {
  const line = lineOfStay(observer);
  const attempt = line?.attempts.find(({ answer }) => answer?.at === line.carries?.since);
  if (!attempt || attempt.kind === 'join' || happened > attempt.at) return undefined;
  return attempt.kind === 'resume' ? 'resume.missed' : 'repeat.answered';
}
