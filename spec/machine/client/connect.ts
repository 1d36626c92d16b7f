/** Getting a connection, losing it, and trying again. */
import type { ClauseId } from '../../../gen/clauses.js';
import { close } from '../../../gen/codes.js';
import type { Clauses } from '../messages.js';
import { ABOVE_REASON } from '../reasons.js';
import { giveUp, serverSaid } from './over.js';
import { sendDue } from './request.js';
import type { NewestConnection } from './state.js';
import type { ClientTurn } from './turn.js';

/** The code with which a client closes what it takes as lost: any but 4101. Clause `client.declared-lost`. */
export const LOST = 3_000;

/** Begins an attempt. */
export function attempt(turn: ClientTurn, ...clauses: Clauses): void {
  const id = turn.state.connections + 1;
  turn.set({ connections: id, connection: { id, phase: 'opening' } });
  turn.open(id, turn.state.joined === null ? 'join' : 'resume', ...clauses);
}

/** The first message goes out: Join, the same one again, or Resume. */
export function opened(turn: ClientTurn, connection: NewestConnection): void {
  const { joined, joins, joinId, token, received } = turn.state;
  turn.set({ connection: { ...connection, phase: 'asking' } });
  if (joined) {
    turn.send({ kind: 'resume', token, sequence: received }, 0, 'client.resume-newest', 'client.ack');
    return;
  }
  turn.set({ joins: joins + 1 });
  turn.send({ kind: 'join', joinId }, 0, 'client.join-id', 'client.ack');
  if (joins === 0) sendDue(turn, 0);
}

/** The attempt has come to nothing. */
export function failed(turn: ClientTurn): void {
  turn.set({ connection: null, failures: turn.state.failures + 1 });
}

/** The far end does not speak this protocol. It may be something in between, unless nobody there ever has. */
export function refused(turn: ClientTurn): void {
  if (turn.state.joins === 0) {
    giveUp(turn, 'refused');
    return;
  }
  turn.close(LOST, 'client.subprotocol');
  failed(turn);
}

/** The client takes its connection as lost. */
export function declareLost(turn: ClientTurn, ...clauses: readonly ClauseId[]): void {
  turn.close(LOST, 'client.declared-lost', ...clauses);
  lost(turn);
}

/** The connection is gone. An attempt that fails is followed by a wait; the first one after a loss is made at once. */
export function lost(turn: ClientTurn): void {
  const { connection, joined } = turn.state;
  if (connection?.phase !== 'bound') {
    failed(turn);
    return;
  }
  turn.set({ connection: null });
  if (joined?.resumeWindowMs) {
    turn.set({ away: true, failures: 0 });
    attempt(turn, 'client.resumes');
  } else giveUp(turn, 'no resumption');
}

/**
 * The far end has closed. It echoes the code of a close that the client began: that one says nothing. Clause
 * `client.own-close`.
 */
export function closed(turn: ClientTurn, code: number): void {
  const closing = turn.state.connection?.phase === 'closing';
  const echo = closing && code === close.LEAVE;
  if (!closing && !standsForRoomLeft(code)) {
    lost(turn);
    return;
  }
  turn.set({ connection: null });
  if (standsForRoomLeft(code) && !echo)
    serverSaid(turn, { code: code - ABOVE_REASON, said: '' }, 0, 'client.close-is-room-left');
  else giveUp(turn, 'spent');
}

/** The close codes of reasons that vendors make. Clause `close.code`. */
const VENDOR = 4_500;
const VENDOR_END = 5_000;

/** Clause `client.close-is-room-left`. */
const standsForRoomLeft = (code: number): boolean =>
  (code >= close.WEBSOCKET_DISCONNECTED && code < close.REPLACED) || (code >= VENDOR && code < VENDOR_END);
