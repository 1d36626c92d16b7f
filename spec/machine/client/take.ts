/** What each message does, once it is its turn. */
import { failed, LOST } from './connect.js';
import type { ArrivedMessage, ClientEvent } from './events.js';
import { giveUp, reasonOf } from './over.js';
import { answered, mayBear, sendDue } from './request.js';
import type { ClientTurn } from './turn.js';

/** The refusal of a repeated Join that may only mean that the server has not noticed the loss yet. */
const ALREADY_EXISTS = 6;

/** Does what a message says. */
export function take(turn: ClientTurn, event: ClientEvent & { type: 'message' }): void {
  const { message, sequence, replyTo } = event;
  switch (message.kind) {
    case 'joined':
      joined(turn, message, replyTo);
      break;
    case 'resumed':
      resumed(turn, message);
      break;
    case 'accepted':
      accepted(turn, replyTo);
      break;
    case 'rejected':
      if (replyTo > 0) rejected(turn, message, replyTo);
      else if (sequence === 0) refused(turn, message);
      break;
    case 'participantJoined':
      arrived(turn, message);
      break;
    case 'participantLeft':
      departed(turn, message);
      break;
    case 'heartbeat':
      if (mayBear(turn.state)) turn.send({ kind: 'ack' }, 0, 'client.ack-heartbeat', 'client.ack');
      break;
    // RoomLeft has been taken up by now. Clause `client.unknown-kind`: what is unknown counts, and does nothing.
    default:
  }
}

function joined(turn: ClientTurn, message: ArrivedMessage & { kind: 'joined' }, replyTo: number): void {
  const { session, participation, resumeWindowMs, heartbeatTimeoutMs, roster, token, lastRequest } = message;
  const own = { session, participation, resumeWindowMs, heartbeatTimeoutMs };
  const first = turn.state.joined === null;
  const ids = turn.state.own.includes(participation) ? turn.state.own : [...turn.state.own, participation];
  const participants = roster.filter((one) => !ids.includes(one.participation));
  turn.set({ joined: own, own: ids, participants, token });
  const request = answered(turn, replyTo, ['switchRoom']);
  const room = request?.ask.kind === 'switchRoom' ? request.ask.room : null;
  if (request?.call) turn.settle(request.call, { kind: 'done' }, 'switch.answered', 'client.switch-fires-none');
  turn.tell({ event: first ? 'joined' : 'switched', joined: own, room }, 'client.list-from-joined');
  if (first) bound(turn, lastRequest);
}

function resumed(turn: ClientTurn, { token, lastRequest }: ArrivedMessage & { kind: 'resumed' }): void {
  if (turn.state.connection?.phase !== 'asking' || turn.state.joined === null) return;
  turn.set({ token });
  bound(turn, lastRequest);
}

/** The connection carries the participation. */
function bound(turn: ClientTurn, lastRequest: number): void {
  const { connection } = turn.state;
  if (connection === null) return;
  turn.set({ connection: { ...connection, phase: 'bound' }, away: false, failures: 0 });
  sendDue(turn, lastRequest);
}

function accepted(turn: ClientTurn, replyTo: number): void {
  const request = answered(turn, replyTo, ['remove']);
  if (request?.call) turn.settle(request.call, { kind: 'done' }, 'remove.takes-effect');
}

/** A refused Leave fails nothing: the client goes on to wait, and closes with 4101 in the end. */
function rejected(turn: ClientTurn, { code, said }: ArrivedMessage & { kind: 'rejected' }, replyTo: number): void {
  const request = answered(turn, replyTo, ['end', 'remove', 'switchRoom', 'changeMode']);
  if (request?.call) turn.settle(request.call, { kind: 'refused', code, said }, 'client.refused-call');
}

/** The answer to a Join or to a Resume. */
function refused(turn: ClientTurn, { code }: ArrivedMessage & { kind: 'rejected' }): void {
  const { connection, joined, joins, leaving } = turn.state;
  if (connection?.phase !== 'asking') return;
  const stillThere = joined === null && joins > 1 && code === ALREADY_EXISTS;
  if (!stillThere || leaving) {
    giveUp(turn, 'refused');
    return;
  }
  turn.close(LOST, 'client.refused-call', 'client.declared-lost');
  failed(turn);
}

function arrived(turn: ClientTurn, { member }: ArrivedMessage & { kind: 'participantJoined' }): void {
  const { own, participants } = turn.state;
  const known = [...own, ...participants.map(({ participation }) => participation)];
  if (known.includes(member.participation)) return;
  turn.set({ participants: [...participants, member] });
  turn.tell({ event: 'participantJoined', member }, 'join.announced');
}

/** Whether the client knew of it or not. */
function departed(turn: ClientTurn, message: ArrivedMessage & { kind: 'participantLeft' }): void {
  const { participant, participation } = message;
  const { own, participants } = turn.state;
  if (own.includes(participation)) return;
  turn.set({ participants: participants.filter((one) => one.participation !== participation) });
  const reason = reasonOf(message.reason);
  turn.tell(
    { event: 'participantLeft', participant, participation, reason },
    'client.participant-left',
    'client.participant-left-names',
    'client.list',
  );
}
