/** What the client takes up of what the server says, and in which order. */
import { declareLost } from './connect.js';
import type { ClientEvent } from './events.js';
import { serverSaid } from './over.js';
import { mayBear } from './request.js';
import type { NewestConnection } from './state.js';
import { take } from './take.js';
import type { ClientTurn } from './turn.js';

type Heard = ClientEvent & { type: 'message' };

/** A message has arrived. RoomLeft counts whatever its sequence: clause `client.room-left-any-sequence`. */
export function hear(turn: ClientTurn, connection: NewestConnection, heard: Heard): void {
  turn.heard = true;
  const { message, replyTo } = heard;
  if (message.kind === 'roomLeft')
    serverSaid(turn, message.reason, replyTo, 'client.server-word', 'client.room-left-any-sequence');
  else if (connection.phase !== 'closing') hearInOrder(turn, heard);
}

function hearInOrder(turn: ClientTurn, heard: Heard): void {
  const place = placeOf(turn, heard);
  if (place === 'repeat') return;
  if (place === 'gap') {
    declareLost(turn, 'client.gap');
    return;
  }
  if (place === 'next') turn.set({ received: heard.sequence });
  take(turn, heard);
  acknowledge(turn);
}

/** Clauses `client.repeats`, `client.gap`. The order begins with Joined: before it, nothing else has a place in it. */
function placeOf(
  { state: { received, joined } }: ClientTurn,
  { sequence, message }: Heard,
): 'outside' | 'repeat' | 'gap' | 'next' {
  if (sequence === 0) return 'outside';
  if (sequence <= received) return 'repeat';
  if (sequence > received + 1 || (joined === null && message.kind !== 'joined')) return 'gap';
  return 'next';
}

function acknowledge(turn: ClientTurn): void {
  const { received, acknowledged } = turn.state;
  if (received - acknowledged >= turn.config.ackEvery && mayBear(turn.state))
    turn.send({ kind: 'ack' }, 0, 'client.ack-many', 'client.ack');
}
