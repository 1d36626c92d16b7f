/**
 * Which connection carries a room object, whether it can still be lost by one, and whether a request of it can still
 * count.
 */
import { close as closeCode } from '../../../gen/codes.js';
import type { ConnectionLoss } from './parts.js';
import type { BindAttempt, SeenConnection, SeenParticipation, SeenRoomObject, SentRequest } from './timeline.js';

/** A loss, and the connection that it happened to. */
export type PlacedLoss = ConnectionLoss & { readonly connection: SeenConnection };

/** Somebody was let in or let back by it. */
export const taken = ({ answer }: BindAttempt): boolean => answer?.kind === 'joined' || answer?.kind === 'resumed';

/** Whether it has carried this room object: after a refusal a connection may go to another one. */
export const carriedBy = (roomObject: SeenRoomObject, { carries }: SeenConnection): boolean =>
  carries?.roomObject === roomObject;

/** A connection by which this room object was not let in. */
const turnedAway = (roomObject: SeenRoomObject, connection: SeenConnection): boolean =>
  !carriedBy(roomObject, connection) &&
  connection.attempts.every((attempt) => attempt.roomObject !== roomObject || attempt.answer?.kind === 'rejected');

/** The latest of those that are known to carry the room object, or to have carried it. */
export function connectionOf(roomObject: SeenRoomObject): SeenConnection | undefined {
  let found: SeenConnection | undefined;
  for (const { connection } of roomObject.attempts)
    if (carriedBy(roomObject, connection) && !(found && !found.closed && connection.closed)) found = connection;
  return found;
}

/** The participation that the room object has now, as far as was shown. */
export const isNewest = (participation: SeenParticipation): boolean =>
  !participation.next && participation.roomObject?.participations.at(-1) === participation;

/** The participation that the room object has come to, shown to itself or to others alone. */
export const latestParticipation = ({ entries }: SeenRoomObject): SeenParticipation | undefined =>
  entries.findLast(({ participation }) => participation)?.participation;

/** The connection by which it is, or was last, in the room; none where a SwitchRoom has led it elsewhere. */
export const connectionOfParticipation = (participation: SeenParticipation): SeenConnection | undefined =>
  participation.roomObject && isNewest(participation) ? connectionOf(participation.roomObject) : undefined;

/** Closed because another connection has taken over, or may have. */
export function replaced(roomObject: SeenRoomObject, connection: SeenConnection): boolean {
  const { closed } = connection;
  if (closed?.seen.code !== closeCode.REPLACED) return false;
  return roomObject.attempts.some(
    (other) => other.connection !== connection && other.index < closed.index && other.answer?.kind !== 'rejected',
  );
}

const healthy = ({ closed, losses, left }: SeenConnection): boolean => !closed && !left && losses.length === 0;

/** Whether it is in the room as far as it knows, on a connection that the suite has done nothing to. */
export function bound(participation: SeenParticipation): boolean {
  if (!participation.joined || participation.left || participation.next || !participation.roomObject) return false;
  const { attempts } = participation.roomObject;
  const open = attempts.filter(({ connection, answer }) => answer?.kind !== 'rejected' && !gone(connection));
  const [line] = open;
  if (!line || open.length > 1 || !healthy(line.connection)) return false;
  // What was lost before it was answered may have been taken up, but not since.
  return attempts.every(
    ({ answer, connection }) => answer || connection.losses.some(({ index }) => index < line.index),
  );
}

const gone = ({ closed, losses }: SeenConnection): boolean => closed !== undefined || losses.length > 0;

/** Whether a newer connection has surely taken over since `since`. */
const overtaken = (roomObject: SeenRoomObject, connection: SeenConnection, since: number): boolean =>
  roomObject.attempts.some((other) => other.connection !== connection && taken(other) && other.index > since);

/** Another connection has taken over in time, so that nobody departed by this loss. */
function cured(roomObject: SeenRoomObject, connection: SeenConnection, loss: ConnectionLoss): boolean {
  if (connection.carries && carriedBy(roomObject, connection))
    return overtaken(roomObject, connection, connection.carries.since);
  return roomObject.attempts.some(
    (other) =>
      other.connection !== connection &&
      taken(other) &&
      other.index > loss.index &&
      other.connection.losses.length === 0 &&
      other.connection.closed?.seen.code !== closeCode.REPLACED,
  );
}

/** The losses by which the newest participation of a room object may have departed. */
export function lossesOf(roomObject: SeenRoomObject): PlacedLoss[] {
  const losses: PlacedLoss[] = [];
  for (const { connection } of roomObject.attempts) {
    if (turnedAway(roomObject, connection)) continue;
    for (const loss of connection.losses)
      if (!cured(roomObject, connection, loss)) losses.push({ ...loss, connection });
  }
  return losses;
}

/** Goodbyes behind a SwitchRoom that was not decided yet: they wait for it, and somebody may have resumed meanwhile. */
export const goodbyesThatWait = (roomObject: SeenRoomObject): PlacedLoss[] =>
  roomObject.attempts.flatMap(({ connection }) =>
    connection.losses
      .filter(({ how, index }) => how === 'goodbye' && roomObject.requests.some(isUndecided(connection, index)))
      .map((loss) => ({ ...loss, connection })),
  );

/** A SwitchRoom that went over this connection before that moment, and was not answered until then. */
const isUndecided =
  (connection: SeenConnection, at: number) =>
  ({ kind, answer, sendings }: SentRequest): boolean =>
    kind === 'switch' &&
    !(answer && answer.index < at) &&
    sendings.some((sending) => sending.connection === connection && sending.index < at);

/** The losses by which one participation may have departed. One that has moved on was not lost. */
export const lossesOfParticipation = (participation: SeenParticipation): PlacedLoss[] =>
  participation.roomObject && (isNewest(participation) || (!participation.joined && !participation.next))
    ? lossesOf(participation.roomObject)
    : [];

/** Where the server closed the connection of its own accord, without RoomLeft. */
export function dropped(participation: SeenParticipation): number | undefined {
  const { roomObject, left } = participation;
  const line = connectionOfParticipation(participation);
  if (!roomObject || !line?.closed || left) return undefined;
  const closed = line.closed.index;
  return replaced(roomObject, line) || line.losses.some(({ index }) => index < closed) ? undefined : closed;
}

/** The code of the close by which a server departs somebody. `close.code`. */
export const departs = (code: number): boolean => code > 4_000 && code < closeCode.REPLACED;

/** Whether a request without an answer can have been taken up, and have ended the participation of its caller. */
export const mayHaveEnded = (request: SentRequest): boolean =>
  (request.kind === 'switch' && isTakenUp(request)) ||
  request.sendings.some(
    (sending) =>
      !turnedAway(request.roomObject, sending.connection) &&
      !overtaken(request.roomObject, sending.connection, sending.index) &&
      !unread(sending),
  );

/** It was told so when it came back: of a SwitchRoom, the answer and the move may still be among what it missed. */
const isTakenUp = ({ number = 0, roomObject }: SentRequest): boolean =>
  number > 0 && roomObject.attempts.some((attempt) => taken(attempt) && (attempt.answer?.lastRequest ?? 0) >= number);

const unreadable = ['wrong-type', 'undecodable', 'oversize'];

/** It was sent behind a frame over which the server reads nothing more. */
const unread = ({ connection, index }: SentRequest['sendings'][number]): boolean =>
  connection.losses.some((loss) => loss.index < index && unreadable.includes(loss.frame ?? ''));

/** When it was first sent where the server can have read it; Infinity where it was not. */
export const readFrom = ({ sendings }: SentRequest): number =>
  sendings.reduce(
    (least, sending) => (unread(sending) ? least : Math.min(least, sending.index)),
    Number.POSITIVE_INFINITY,
  );

/** The clause by which something that had happened by then must have come to somebody who has come back since. */
export function missedBy(
  observer: SeenParticipation,
  happened: number,
): 'resume.missed' | 'repeat.answered' | undefined {
  const line = connectionOfParticipation(observer);
  const attempt = line?.attempts.find(({ answer }) => answer?.index === line.carries?.since);
  if (!attempt || attempt.kind === 'join' || happened > attempt.index) return undefined;
  return attempt.kind === 'resume' ? 'resume.missed' : 'repeat.answered';
}
