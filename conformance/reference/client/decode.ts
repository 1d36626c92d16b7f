/** What a server's frame says. */
import { fromBinary, fromJsonString } from '@bufbuild/protobuf';
import { type Participant, type Reason, Role, type ServerMessage, ServerMessageSchema } from '../../../gen/es/index.js';
import type { ArrivedMessage, KnownMember, MessageReason } from '../../../spec/machine/client/events.js';
import { TEXT_SUBPROTOCOL } from './socket.js';

/** One message, with its numbers. */
export interface ReceivedMessage {
  readonly sequence: number;
  readonly replyTo: number;
  readonly message: ArrivedMessage;
}

/** Undefined: the frame is no message of the subprotocol that the server chose. */
export function decodeServerFrame(data: unknown, protocol: string): ReceivedMessage | undefined {
  try {
    const read = protocol === TEXT_SUBPROTOCOL ? fromText(data) : fromBytes(data);
    return read && { sequence: read.sequence, replyTo: read.replyTo, message: messageOf(read.kind) };
  } catch {
    return undefined;
  }
}

const fromBytes = (data: unknown): ServerMessage | undefined =>
  data instanceof ArrayBuffer ? fromBinary(ServerMessageSchema, new Uint8Array(data)) : undefined;

/** A field of a later revision is skipped, as it is in the binary form. */
const fromText = (data: unknown): ServerMessage | undefined =>
  typeof data === 'string' ? fromJsonString(ServerMessageSchema, data, { ignoreUnknownFields: true }) : undefined;

function messageOf(kind: ServerMessage['kind']): ArrivedMessage {
  switch (kind.case) {
    case 'joined': {
      const { sessionId: session, participationId: participation, roster, resumeToken: token } = kind.value;
      const { resumeWindowMs, heartbeatTimeoutMs, lastRequestId: lastRequest } = kind.value;
      const stay = { session, participation, resumeWindowMs, heartbeatTimeoutMs };
      return { kind: 'joined', ...stay, roster: roster.map(memberOf), token, lastRequest };
    }
    case 'resumed':
      return { kind: 'resumed', token: kind.value.resumeToken, lastRequest: kind.value.lastRequestId };
    case 'rejected':
      return { kind: 'rejected', code: kind.value.code, said: kind.value.message };
    case 'participantJoined':
      return { kind: 'participantJoined', member: memberOf(kind.value.participant) };
    case 'participantLeft': {
      const { participantId: participant, participationId: participation, reason } = kind.value;
      return { kind: 'participantLeft', participant, participation, reason: reasonOf(reason) };
    }
    case 'roomLeft':
      return { kind: 'roomLeft', reason: reasonOf(kind.value.reason) };
    case 'accepted':
    case 'heartbeat':
      return { kind: kind.case };
    default:
      return { kind: 'unknown' };
  }
}

const reasonOf = (reason: Reason | undefined): MessageReason =>
  reason ? { code: reason.code, said: reason.message } : null;

const roles = new Map<Role, KnownMember['role']>([
  [Role.HOST, 'host'],
  [Role.ATTENDEE, 'attendee'],
]);

const memberOf = (one: Participant | undefined): KnownMember => ({
  participant: one?.participantId ?? '',
  participation: one?.participationId ?? '',
  role: roles.get(one?.role ?? Role.UNSPECIFIED) ?? 'unknown',
});
