/** Requests: they are numbered when the application calls, and sent when the connection can bear them. */

import type { CallId, ClientAsk } from './events.js';
import type { ClientState, UnansweredRequest } from './state.js';
import type { ClientTurn } from './turn.js';

/** Behind a Resume or a repeated Join nothing is sent before the answer; behind the first Join anything may be. */
export const mayBear = ({ connection, joined, joins }: ClientState): boolean =>
  connection?.phase === 'bound' || (connection?.phase === 'asking' && joined === null && joins === 1);

/** The application asks for something. */
export function ask(turn: ClientTurn, call: CallId, what: ClientAsk): void {
  if (turn.state.leaving || turn.state.left) {
    turn.settle(call, { kind: 'left' }, turn.state.left ? 'client.late-calls' : 'client.calls-settled');
    return;
  }
  number(turn, what, call);
}

/** Gives the next number to a request, and sends it if it can be sent. */
export function number(turn: ClientTurn, what: UnansweredRequest['ask'], call: CallId | null): void {
  const request = turn.state.requests + 1;
  const unsent: UnansweredRequest = { request, ask: what, call, sentOver: 0 };
  turn.set({ requests: request, unanswered: [...turn.state.unanswered, unsent] });
  if (mayBear(turn.state)) sendDue(turn, 0);
}

/**
 * Sends what was never sent, and again what the server has not taken up over an earlier connection: in order, and as it
 * was.
 */
export function sendDue(turn: ClientTurn, lastRequest: number): void {
  const { connection, unanswered } = turn.state;
  const over = connection?.id ?? 0;
  for (const { request, ask, sentOver } of unanswered) {
    if (sentOver === over || (sentOver > 0 && request <= lastRequest)) continue;
    const resent = sentOver > 0 ? (['client.sends-again'] as const) : [];
    turn.send(ask, request, 'client.numbers', 'client.ack', ...resent);
  }
  turn.set({ unanswered: unanswered.map((one) => ({ ...one, sentOver: over })) });
}

/** Takes a request of one of these kinds off the list of those that wait for their answer. */
export function answered(
  turn: ClientTurn,
  request: number,
  kinds: readonly UnansweredRequest['ask']['kind'][],
): UnansweredRequest | undefined {
  const found = turn.state.unanswered.find(
    (one) => one.request === request && one.sentOver > 0 && kinds.includes(one.ask.kind),
  );
  if (found) turn.set({ unanswered: turn.state.unanswered.filter((one) => one !== found) });
  return found;
}
