/** What a server's frame says. */
import { fromBinary } from '@bufbuild/protobuf';
import { type Participant, type Reason, Role, type ServerMessage, ServerMessageSchema } from '../../../gen/es/index.js';
import type { Member, Message, ToldReason } from '../../../spec/machine/client/index.js';

/** One message, with its numbers. */
export interface Heard {
  readonly sequence: number;
  readonly replyTo: number;
  readonly message: Message;
}

/** Undefined: the frame is no message. */
export function decode(data: unknown): Heard | undefined {
  if (!(data instanceof ArrayBuffer)) return undefined;
  try {
    const { sequence, replyTo, kind } = fromBinary(ServerMessageSchema, new Uint8Array(data));
    return { sequence, replyTo, message: messageOf(kind) };
  } catch {
    return undefined;
  }
}

function messageOf(kind: ServerMessage['kind']): Message {
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

const reasonOf = (reason: Reason | undefined): ToldReason =>
  reason ? { code: reason.code, said: reason.message } : null;

const roles = new Map<Role, Member['role']>([
  [Role.HOST, 'host'],
  [Role.ATTENDEE, 'attendee'],
]);

const memberOf = (one: Participant | undefined): Member => ({
  participant: one?.participantId ?? '',
  participation: one?.participationId ?? '',
  role: roles.get(one?.role ?? Role.UNSPECIFIED) ?? 'unknown',
});
