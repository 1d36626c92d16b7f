/** What may have happened to a client, as events of the machine: what its application asked for, and what it heard. */
import { wsClose } from '../../../gen/codes.js';
import type { ArrivedMessage, ClientAsk, ClientEvent, MessageReason } from '../../../spec/machine/client/events.js';
import type { Said } from '../../exchange/client.js';
import { type Refusal, refusals } from '../../exchange/words.js';
import type { CallAt, LineHistory } from './lives.js';

/** The event of a call; undefined for a call that is none of the machine's. */
export function eventOfCall({ action, call, target = '' }: CallAt): ClientEvent | undefined {
  switch (action.kind) {
    case 'leave':
      return { type: 'leave', call };
    case 'dispose':
      return { type: 'dispose' };
    case 'unload':
      return { type: 'unload' };
    default: {
      const ask = askOf(action, target);
      return ask && { type: 'ask', call, ask };
    }
  }
}

function askOf(action: CallAt['action'], target: string): ClientAsk | undefined {
  switch (action.kind) {
    case 'end':
      return { kind: 'end' };
    case 'mode':
      return { kind: 'changeMode' };
    case 'remove':
      return { kind: 'remove', target };
    case 'switch':
      return { kind: 'switchRoom', room: action.room, accessToken: '' };
    default:
      return undefined;
  }
}

/** The number of a refusal: its place in the list of Connect's codes, which begins with 1. */
const numberOf = (refusal: Refusal | undefined): number => (refusal ? refusals.indexOf(refusal) + 1 : 0);

const reasonOf = ({ code = 'absent', text = '' }: Said): MessageReason =>
  code === 'absent' ? null : { code, said: text };

/** What was said, on the machine's connection with this number. */
export function eventOfSaid(connection: number, said: Said): ClientEvent {
  const { sequence, replyTo } = said;
  if (said.message === 'garbage') return { type: 'undecodable', connection };
  return { type: 'message', connection, sequence, replyTo, message: messageOf(said) };
}

function messageOf(said: Said): ArrivedMessage {
  const { token = '', lastRequest = 0, participant = '', participation = '' } = said;
  switch (said.message) {
    case 'joined': {
      const { roster = [], resumeWindowMs = 0, heartbeatTimeoutMs = 0 } = said;
      return {
        kind: 'joined',
        roster: roster.map((id) => ({ participant: '', participation: id, role: 'unknown' })),
        token,
        lastRequest,
        session: '',
        participation,
        resumeWindowMs,
        heartbeatTimeoutMs,
      };
    }
    case 'resumed':
      return { kind: 'resumed', token, lastRequest };
    case 'rejected':
      return { kind: 'rejected', code: numberOf(said.refusal), said: '' };
    case 'participantJoined':
      return { kind: 'participantJoined', member: { participant, participation, role: 'unknown' } };
    case 'participantLeft':
      return { kind: 'participantLeft', participant, participation, reason: reasonOf(said) };
    case 'roomLeft':
      return { kind: 'roomLeft', reason: reasonOf(said) };
    case 'accepted':
    case 'heartbeat':
      return { kind: said.message };
    default:
      return { kind: 'unknown' };
  }
}

/** How an attempt may have come to nothing that never carried a message; undefined where it cannot have. */
export function failureOf(line: LineHistory, connection: number): ClientEvent | undefined {
  switch (line.asked.answer) {
    case 'without-subprotocol':
      return { type: 'refused', connection };
    case 'reject':
    case 'cut':
      return { type: 'failed', connection };
    case 'never':
      return line.closed && { type: 'failed', connection };
    default:
      return undefined;
  }
}

/** The end of a connection, as the client may learn of it; undefined while it stays open. */
export function endOf({ closed }: LineHistory, connection: number): ClientEvent | undefined {
  if (!closed) return undefined;
  // The client's own code comes back as an echo, unless the connection broke off before.
  return { type: 'closed', connection, code: closed.code };
}

/** What is still on its way when a connection breaks off need not arrive. */
export const breaksOff = ({ closed }: LineHistory): boolean => closed?.code === wsClose.NO_FRAME;
