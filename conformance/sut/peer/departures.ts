/** Departures and the closes behind them. Clauses: `departure.*`, `close.*`. */
import type { Numbering } from '../../exchange/words.js';
import type { PeerConnection } from './connection.js';
import { closeCodeFor, codeBehind, spoken } from './reasons.js';
import type { PeerDeparture, PeerRoomObject } from './room-object.js';
import type { PeerWorld } from './world.js';

/**
 * How long after a RoomLeft the close comes, in milliseconds: within the second of `close.follows`, and late enough for
 * another step of the scenario in between.
 */
const CLOSE_AFTER_MS = 500;

/** Fixes a departure, tells it, and closes the connection a little later. */
export function sayRoomLeft(
  world: PeerWorld,
  roomObject: PeerRoomObject,
  departure: PeerDeparture,
  numbering: Numbering = 'next',
): void {
  roomObject.depart(departure);
  const { code, wording, replyTo } = departure;
  world.say(roomObject, { kind: 'roomLeft', reason: spoken(code, wording) }, replyTo, numbering);
  closeLater(roomObject.connection, code);
}

/** Answers a Resume or a repeated Join with RoomLeft, which has no number then. */
export function answerWithRoomLeft(world: PeerWorld, connection: PeerConnection, departure: PeerDeparture): void {
  const { code, wording, replyTo } = departure;
  world.sayOutside(connection, { kind: 'roomLeft', reason: spoken(code, wording) }, replyTo);
  closeLater(connection, code);
}

function closeLater(connection: PeerConnection, code: PeerDeparture['code']): void {
  connection.closeAfterRoomLeft ??= closeCodeFor(code);
  setTimeout(() => connection.closeBehindRoomLeft(), CLOSE_AFTER_MS).unref();
}

/** Closes with a code, without a RoomLeft before it. Some codes stand for one: clause `client.close-is-room-left`. */
export function closeWithout(world: PeerWorld, connection: PeerConnection, closeCode: number): void {
  const roomObject = world.carriedBy(connection);
  connection.close(closeCode);
  const code = codeBehind(closeCode);
  if (code === undefined) roomObject?.lose();
  else roomObject?.depart({ code, wording: 'own', replyTo: 0 });
}
