/** Departures and the closes behind them. Clauses: `departure.*`, `close.*`. */
import type { Numbering } from '../../exchange/index.js';
import type { Line } from './line.js';
import { closeCode, spoken, standsForRoomLeft } from './reason.js';
import type { Departure, Stay } from './stay.js';
import type { PeerWorld } from './world.js';

/** How long after a RoomLeft the close comes, in milliseconds: within the second of `close.follows`, and late enough for a deed in between. */
const FAREWELL_MS = 500;

/** Fixes a departure, tells it, and closes the connection a little later. */
export function depart(world: PeerWorld, stay: Stay, departure: Departure, numbering: Numbering = 'next'): void {
  stay.departure ??= departure;
  const { code, wording, replyTo } = departure;
  world.say(stay, { kind: 'roomLeft', reason: spoken(code, wording) }, replyTo, numbering);
  closeLater(stay.line, code);
}

/** RoomLeft as the answer to a Resume or to a repeated Join: alone, and without a number. */
export function tellDeparture(world: PeerWorld, line: Line, { code, wording, replyTo }: Departure): void {
  world.alone(line, { kind: 'roomLeft', reason: spoken(code, wording) }, replyTo);
  closeLater(line, code);
}

function closeLater(line: Line, code: Departure['code']): void {
  line.farewell ??= closeCode(code);
  setTimeout(() => line.sayFarewell(), FAREWELL_MS).unref();
}

/** Closes with a code, and says nothing before it. */
export function hangUp(world: PeerWorld, line: Line, code: number): void {
  const stay = world.carriedBy(line);
  line.close(code);
  if (!stay || stay.departure) return;
  if (standsForRoomLeft(code)) stay.departure = { code: code - 3_000, wording: 'own', replyTo: 0 };
  else stay.lose();
}
