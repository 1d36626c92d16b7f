/**
 * Proves that nothing is still to come from a client. What it owes is waited for, each thing for as long as a client may take;
 * a departure of somebody made up is its fence, as the answer to a Sync is a server's.
 */
import { reason } from '../../../gen/codes.js';
import { SENTINEL } from '../../exchange/names.js';
import type { PeerAction } from '../../exchange/scenario.js';
import { perform } from '../peer/perform.js';
import type { PeerWorld } from '../peer/world.js';
import { ACT_MS } from './bounds.js';
import { isHeldUp } from './holding.js';
import type { ClientSeat } from './seat.js';

/** How long each thing may take, in milliseconds. */
const limits = {
  /** From `leave()` to roomLeft: 5 s, and a little for the way. Clause `client.leave-bounded`. */
  leaving: 6_000,
  /** What a client may need beyond the window and the time-out to notice, to try and to tell. */
  reconnecting: 3_000,
  /** To join a peer that has become lawful again; its next attempt may be some time away. Clause `client.join-repeats-end`. */
  joining: 31_000,
  /** From a departure that was said to the event that tells of it. */
  sentinel: 2_000,
  /** The same, for each message that is ahead of it. */
  message: 100,
  /** A client that goes on taking up messages is waited for so long at the most. */
  progress: 60_000,
  /** To close what is left open after roomLeft: a second, and a little for the way. Clause `client.one-connection`. */
  closing: 1_500,
};
/** A sentinel that is lost with its connection is sent again, and so is one behind it. */
const MOST_SENTINELS = 3;
const departs: PeerAction = {
  kind: 'participantLeft',
  who: SENTINEL,
  code: reason.MANUAL_LEAVE_CALLED,
  wording: 'own',
  numbering: 'next',
};

/** What is settled. */
export interface SettlingBench {
  readonly peer: PeerWorld;
  readonly seats: ReadonlyMap<string, ClientSeat>;
  /** Makes the peer do something, and records that it did. */
  deed(deed: PeerAction): void;
  until(holds: () => boolean, ms: number): Promise<boolean>;
}

/** False where something that was owed has not come in its time. */
export async function settleDown(place: SettlingBench): Promise<boolean> {
  const seats = [...place.seats.values()].filter(({ begun }) => begun);
  let fenced = true;
  for (const seat of seats) fenced = (await settleSeat(seat, place)) && fenced;
  return fenced;
}

async function settleSeat(seat: ClientSeat, place: SettlingBench): Promise<boolean> {
  if (seat.unloaded) return place.until(() => closed(place), limits.closing);
  for (let round = 1; round <= MOST_SENTINELS; round += 1) {
    if (!(await comeToRest(seat, place))) return false;
    if (seat.left) return afterwards(place);
    if (await fence(seat, place)) return true;
  }
  return false;
}

/** Until each client is in a room over a connection that works, or is over; no longer than that may take. */
export async function rest(place: SettlingBench): Promise<void> {
  for (const seat of place.seats.values()) if (seat.alive) await comeToRest(seat, place);
}

const closed = ({ peer }: SettlingBench): boolean => peer.connections.every(({ open }) => !open);

/** Until the client is in a room over a connection that works, or has told that it has left. */
async function comeToRest(seat: ClientSeat, place: SettlingBench): Promise<boolean> {
  const { peer } = place;
  // From inside the listener of roomLeft it may have joined again.
  await place.until(() => seat.left || !seat.leaving, limits.leaving);
  if (seat.leaving) return seat.left;
  const { resumeWindowMs, heartbeatTimeoutMs } = peer.announcement;
  const atRest = (): boolean => seat.left || (peer.bound !== undefined && !peer.bound.frozen);
  // What nobody can notice would be waited for in vain.
  if (peer.current?.frozen && heartbeatTimeoutMs === 0) place.deed({ kind: 'heal' });
  if (!isIn(seat, place)) await letIn(place, atRest);
  return takesUp(seat, place, atRest, resumeWindowMs + 2 * heartbeatTimeoutMs + limits.reconnecting);
}

/** The room object that the client has now was let in at some time. */
function isIn({ calls }: ClientSeat, { peer }: SettlingBench): boolean {
  const begun = calls.findLast(({ action }) => action.kind === 'join');
  const joinId = peer.roomObject?.who.joinId;
  return peer.heard.slice(begun?.mark ?? 0).some((heard) => heard.message === 'join' && heard.joinId === joinId);
}

/** A client may try for 30 s to get in. It finds a lawful server at once, so that this need not be waited for. */
async function letIn(place: SettlingBench, atRest: () => boolean): Promise<void> {
  const { peer } = place;
  for (const demand of ['connect', 'join'] as const)
    if (peer.answerTo(demand).how !== 'lawfully') place.deed({ kind: 'answer', demand, answer: { how: 'lawfully' } });
  for (const line of peer.connections) if (line.open && (line.use === 'ignored' || line.asking)) peer.cut(line, 'fin');
  await place.until(atRest, limits.joining);
}

/** Nothing that was said before the sentinel is still to be told once the sentinel is. */
async function fence(seat: ClientSeat, place: SettlingBench): Promise<boolean> {
  const { peer } = place;
  await place.until(() => seat.left || seat.calls.every((call) => call.ended || isHeldUp(call, peer)), ACT_MS);
  if (seat.left || !peer.bound) return false;
  perform(departs, peer);
  const said = Number(peer.participations.newest(SENTINEL).split('-').at(-1));
  const isTold = (): boolean => told(seat) >= said;
  await takesUp(seat, place, () => isTold() || seat.left || peer.bound === undefined, limits.sentinel);
  // From inside a listener it may have been told to leave meanwhile: then roomLeft is still to come.
  return isTold() && !seat.left && !seat.leaving;
}

/**
 * Waits for something that comes behind all that was said: a client may take its time for each message. A client that
 * is still seen to take messages up is waited for again.
 */
async function takesUp(seat: ClientSeat, place: SettlingBench, holds: () => boolean, ms: number): Promise<boolean> {
  const { peer } = place;
  const ahead = (): number => peer.roomObject?.unacknowledged ?? 0;
  const patienceMs = ms + ahead() * limits.message;
  // A client that opens one connection after another has taken up nothing by that.
  const taken = (): string => `${seat.told.length} told, ${ahead()} not acknowledged`;
  for (let waitedMs = 0; waitedMs < limits.progress; waitedMs += patienceMs) {
    const before = taken();
    if (await place.until(holds, patienceMs)) return true;
    if (taken() === before) return false;
  }
  return holds();
}

/** How many sentinels the application was told of. */
const told = (seat: ClientSeat): number =>
  seat.told.filter((event) => event.event === 'participantLeft' && event.participant === SENTINEL).length;

/** A client that has told roomLeft is given something more to tell, and time to close what it has open. */
async function afterwards(place: SettlingBench): Promise<boolean> {
  const { peer } = place;
  if (peer.roomObject?.connection.usable) perform(departs, peer);
  for (const line of peer.connections) line.closeBehindRoomLeft();
  await place.until(() => closed(place), limits.closing);
  return true;
}
