/** The reference server's own codec, on top of the ts-proto types: it shares no wire code with the suite that judges it. */
import {
  ClientMessage,
  Code,
  Feature,
  Role,
  ServerMessage,
  type Reason as WireReason,
} from '../../gen/ts-proto/index.js';
import type { Config, Fault, Member, Message, Reason, Refusal } from '../../spec/machine/index.js';

/** What a frame asks for. `other` is a request of a kind that this server does not know. */
export type Incoming =
  | {
      readonly kind: 'join';
      readonly room: string;
      readonly participant: string;
      readonly role: 'host' | 'attendee' | undefined;
    }
  | { readonly kind: 'leave' | 'end' | 'sync' | 'other'; readonly request: number }
  | { readonly kind: 'remove'; readonly request: number; readonly target: string }
  | { readonly kind: 'fault'; readonly fault: Fault };

export function decode(data: Buffer, isBinary: boolean): Incoming {
  if (!isBinary) return { kind: 'fault', fault: 'wrong-type' };
  try {
    return read(ClientMessage.decode(data));
  } catch {
    return { kind: 'fault', fault: 'undecodable' };
  }
}

function read({ kind, requestId: request }: ClientMessage): Incoming {
  switch (kind?.$case) {
    case 'join': {
      const { roomId: room, participantId: participant, role } = kind.value;
      return { kind: 'join', room, participant, role: roles.get(role) };
    }
    case 'leave':
    case 'end':
    case 'sync':
      return { kind: kind.$case, request };
    case 'remove':
      return { kind: 'remove', request, target: kind.value.participationId };
    default:
      return { kind: 'other', request };
  }
}

const roles = new Map<Role, 'host' | 'attendee'>([
  [Role.ROLE_HOST, 'host'],
  [Role.ROLE_ATTENDEE, 'attendee'],
]);

const codes: Record<Refusal, Code> = {
  permission_denied: Code.CODE_PERMISSION_DENIED,
  invalid_argument: Code.CODE_INVALID_ARGUMENT,
  not_found: Code.CODE_NOT_FOUND,
  already_exists: Code.CODE_ALREADY_EXISTS,
  unimplemented: Code.CODE_UNIMPLEMENTED,
};

export function encode(config: Config, message: Message, sequence: number): Uint8Array {
  const replyTo = 'replyTo' in message ? message.replyTo : 0;
  return ServerMessage.encode({ sequence, replyTo, kind: write(config, message) }).finish();
}

function write(config: Config, message: Message): NonNullable<ServerMessage['kind']> {
  switch (message.kind) {
    case 'joined':
      return {
        $case: 'joined',
        value: {
          sessionId: message.session,
          participationId: message.participation,
          roster: message.roster.map(member),
          features: features(config),
          resumeWindowMs: config.resumeWindowMs,
          heartbeatIntervalMs: 0,
          heartbeatTimeoutMs: 0,
        },
      };
    case 'accepted':
      return { $case: 'accepted', value: {} };
    case 'rejected':
      return { $case: 'rejected', value: { code: codes[message.code], message: '' } };
    case 'participantJoined':
      return { $case: 'participantJoined', value: { participant: member(message.member) } };
    case 'participantLeft': {
      const { participant: participantId, participation: participationId } = message;
      return { $case: 'participantLeft', value: { participantId, participationId, reason: reason(message.reason) } };
    }
    case 'roomLeft':
      return { $case: 'roomLeft', value: { reason: reason(message.reason) } };
  }
}

const member = ({ participant, participation, role }: Member) => ({
  participantId: participant,
  participationId: participation,
  role: role === 'host' ? Role.ROLE_HOST : Role.ROLE_ATTENDEE,
});

/** An absent reason is left out; the message is for people, and may be empty. */
const reason = (code: Reason): WireReason | undefined => (code === null ? undefined : { code, message: '' });

const features = (config: Config): Feature[] => [
  ...(config.extendedCodes ? [Feature.FEATURE_EXTENDED_CODES] : []),
  ...(config.remove ? [Feature.FEATURE_REMOVE] : []),
  Feature.FEATURE_ROOM_ORDER,
];
