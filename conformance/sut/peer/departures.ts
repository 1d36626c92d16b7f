/** Departures and the closes behind them. Clauses: `departure.*`, `close.*`. */

import { close, reason, reasonInfo, wsClose } from '../../../gen/codes.js';
import type { Code, Numbering, Wording } from '../../exchange/words.js';
import type { SpokenReason } from '../../link/server-codec.js';
import type { PeerConnection } from './connection.js';
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

const sentences = new Map(reasonInfo.map(({ code, message }) => [code, message] as const));
/** The code whose sentence stands in for a foreign one; the second stands in for the first itself. */
const FOREIGN = [reason.MANUAL_LEAVE_CALLED, reason.REMOVE_PEER] as const;

/** A close code that stands for a RoomLeft is so much more than its reason code. Clause `client.close-is-room-left`. */
const CLOSE_OFFSET = close.REMOVE_PEER - reason.REMOVE_PEER;

/** The reason as it travels; none for an absent code. */
export function spoken(code: Code, wording: Wording): SpokenReason | undefined {
  if (code === 'absent') return undefined;
  switch (wording) {
    case 'own':
      return { code, text: sentences.get(code) ?? '' };
    case 'foreign':
      return { code, text: sentences.get(FOREIGN.find((other) => other !== code) ?? FOREIGN[0]) ?? '' };
    case 'none':
      return { code, text: '' };
  }
}

/** The reason code for which a close code stands; undefined where it stands for none. */
export const codeBehind = (closeCode: number): number | undefined =>
  (closeCode >= close.WEBSOCKET_DISCONNECTED && closeCode <= 4_199) || (closeCode >= 4_500 && closeCode <= 4_999)
    ? closeCode - CLOSE_OFFSET
    : undefined;

/** The code that closes a connection on which RoomLeft was said: 1000 where no close frame can bear the reason's code. */
export const closeCodeFor = (code: Code): number =>
  code !== 'absent' && codeBehind(code + CLOSE_OFFSET) !== undefined ? code + CLOSE_OFFSET : wsClose.NORMAL;
