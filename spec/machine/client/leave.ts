/** Leaving: by a Leave, and by the close that says the same when there is no time to wait. */

import { close } from '../../../gen/codes.js';
import { attempt } from './connect.js';
import type { CallId } from './events.js';
import { giveUp } from './over.js';
import { number } from './request.js';
import type { ClientTurn } from './turn.js';

/** leave() or dispose(). The second one changes nothing. */
export function leave(turn: ClientTurn, call: CallId | null): void {
  const { left, leaving, leaves, joins } = turn.state;
  if (left !== null) {
    if (call !== null)
      turn.settle(call, { kind: 'done' }, 'client.leave-again', 'client.leave-never-throws', 'client.late-calls');
    return;
  }
  if (call !== null) turn.set({ leaves: [...leaves, call] });
  if (leaving) return;
  turn.set({ leaving: true });
  // Nobody has heard of this room object: there is nothing to leave.
  if (joins === 0) {
    giveUp(turn, 'spent');
    return;
  }
  number(turn, { kind: 'leave' }, null);
  if (turn.state.connection === null) attempt(turn, 'client.leave-always', 'client.resumes');
}

/** The page goes away. */
export function unload(turn: ClientTurn): void {
  const { left, connection } = turn.state;
  if (left !== null || connection?.phase === 'closing') return;
  turn.set({ leaving: true });
  if (connection?.phase === 'asking' || connection?.phase === 'bound') sayGoodbye(turn);
  else giveUp(turn, 'spent');
}

/** Closes with 4101, and listens for what the server may still say. */
export function sayGoodbye(turn: ClientTurn): void {
  const { connection } = turn.state;
  if (connection === null) return;
  turn.close(close.LEAVE, 'client.unload', 'client.giving-up', 'client.leave-waits');
  turn.set({ connection: { ...connection, phase: 'closing' } });
}
