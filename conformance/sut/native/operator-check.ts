/** Is the RoomService where the suite was told, and does it take the token? Asked before a run: a slip there is no fault of the server. */
import { randomUUID } from 'node:crypto';
import { NoConnection } from '../../link/no-connection.js';
import { callRoomService } from '../../link/operator.js';
import { Unreachable } from '../system.js';
import { UNLIMITED, within } from './later.js';
import type { Operator } from './operator-seat.js';

/** How long the answer may take, in milliseconds. */
const ANSWER_MS = 5_000;

/** Closes a room that nobody has ever been in. Rejects with Unreachable where the call does not get to a RoomService that lets it in. */
export async function mustTakeCalls(operator: Operator, withinMs = ANSWER_MS): Promise<void> {
  const { url, token } = operator;
  const giveUp = new AbortController();
  const call = callRoomService(
    { call: 'closeRoom', room: `probe-${randomUUID()}`, session: '', participations: [] },
    { url, bearer: token, form: 'json', signal: giveUp.signal },
  ).catch((error: unknown) => {
    throw error instanceof NoConnection ? new Unreachable(error.found, SEE_URL, { cause: error }) : error;
  });
  const answer = await within(call, withinMs === UNLIMITED ? UNLIMITED : ANSWER_MS);
  if (!answer) {
    call.catch(() => {});
    giveUp.abort();
    throw new Unreachable(`the RoomService at ${url} gives no answer within ${ANSWER_MS / 1_000} s`, SEE_URL);
  }
  if (answer.kind === 'invalid') throw new Unreachable(`there is no RoomService at ${url} (${answer.what})`, SEE_URL);
  if (answer.kind !== 'rejected') return;
  if (answer.code === 'unimplemented') throw new Unreachable(`there is no RoomService at ${url}`, SEE_URL);
  if (answer.code === 'unauthenticated' || answer.code === 'permission_denied')
    throw new Unreachable(
      `the RoomService at ${url} refuses the operator's token with ${answer.code.toUpperCase()}`,
      'see that the variable of --operator-token-env holds the token that the server knows',
    );
}

const SEE_URL = 'see that --operator-url is its address, without "/adjourn.v1.RoomService"';
