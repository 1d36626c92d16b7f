/** How a room object comes to its end: by the server's word, or by what the client concludes without it. */
import { close, reason, wsClose } from '../../../gen/codes.js';

import type { Clauses } from '../messages.js';
import type { CallOutcome } from './effects.js';
import type { MessageReason, SourcedReason } from './events.js';
import { type ClientState, isSwitching, type UnansweredRequest } from './state.js';
import type { ClientTurn } from './turn.js';

/** Why the client gives up: the server refused, it offers nothing to wait for, or it did not answer in time. */
export type Giving = 'refused' | 'no resumption' | 'spent';

/** The first that fits is the reason. Clause `client.local-reason`. */
const conclusions: readonly { readonly code: number; readonly fits: (state: ClientState, why: Giving) => boolean }[] = [
  { code: reason.MANUAL_LEAVE_CALLED, fits: ({ leaving }) => leaving },
  { code: reason.JOIN_ROOM_FAILED, fits: ({ joined }) => joined === null },
  { code: reason.SWITCH_ROOM_FAILED, fits: (state) => isSwitching(state) },
  { code: reason.WEBSOCKET_DISCONNECTED, fits: (_, why) => why !== 'spent' },
  { code: reason.WEBSOCKET_CONNECTION_ATTEMPTS_EXHAUSTED, fits: () => true },
];

/** A code that is there is the server's word; silence is not. */
export const reasonOf = (told: MessageReason): SourcedReason =>
  told === null || told.code === 0
    ? { code: reason.UNKNOWN, source: 'LOCAL', said: '' }
    : { code: told.code, source: 'SERVER', said: told.said };

/** The server said why. `replyTo` is the request that brought the departure about, if one of its own did. */
export function serverSaid(turn: ClientTurn, told: MessageReason, replyTo: number, ...clauses: Clauses): void {
  const { connection } = turn.state;
  if (connection && connection.phase !== 'closing') turn.close(wsClose.NORMAL, 'departure.last');
  over(turn, reasonOf(told), replyTo, clauses);
}

/**
 * Nothing more can be heard from the server, or is waited for. A connection that is open or opening is closed with
 * 4101.
 */
export function giveUp(turn: ClientTurn, why: Giving): void {
  if (turn.state.connection?.phase !== 'closing') turn.close(close.LEAVE, 'client.giving-up');
  const code = conclusions.find(({ fits }) => fits(turn.state, why))?.code ?? reason.UNKNOWN;
  over(turn, { code, source: 'LOCAL', said: '' }, 0, ['client.local-reason']);
}

function over(turn: ClientTurn, reason: SourcedReason, replyTo: number, clauses: Clauses): void {
  const { unanswered, leaves } = turn.state;
  for (const call of leaves) turn.settle(call, { kind: 'done' }, 'client.leave-never-throws', 'client.calls-settled');
  for (const one of unanswered)
    if (one.call !== null) turn.settle(one.call, lastOutcome(one, replyTo), 'client.calls-settled');
  turn.set({ connection: null, away: false, unanswered: [], leaves: [], participants: [], left: reason });
  turn.tell({ event: 'roomLeft', reason }, 'client.room-left-once', ...clauses);
}

/** The call that asked for this departure has what it wanted. */
const lastOutcome = ({ request }: UnansweredRequest, replyTo: number): CallOutcome =>
  request === replyTo ? { kind: 'done' } : { kind: 'left' };
