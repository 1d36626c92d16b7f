/** The reference server's own codec, on top of the protobuf-es types: it shares no wire code with the suite that judges it. */
import { create, fromBinary, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import {
  type ClientMessage,
  ClientMessageSchema,
  Code,
  Feature,
  type ReasonSchema,
  Role,
  ServerMessageSchema,
} from '../../gen/es/index.js';
import type { Config, Fault, Member, Message, Reason, Refusal } from '../../spec/machine/index.js';

type Outgoing = MessageInitShape<typeof ServerMessageSchema>['kind'];

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
    return read(fromBinary(ClientMessageSchema, data));
  } catch {
    return { kind: 'fault', fault: 'undecodable' };
  }
}

function read({ kind, requestId: request }: ClientMessage): Incoming {
  switch (kind.case) {
    case 'join': {
      const { roomId: room, participantId: participant, role } = kind.value;
      return { kind: 'join', room, participant, role: roles.get(role) };
    }
    case 'leave':
    case 'end':
    case 'sync':
      return { kind: kind.case, request };
    case 'remove':
      return { kind: 'remove', request, target: kind.value.participationId };
    default:
      return { kind: 'other', request };
  }
}

const roles = new Map<Role, 'host' | 'attendee'>([
  [Role.HOST, 'host'],
  [Role.ATTENDEE, 'attendee'],
]);

const codes: Record<Refusal, Code> = {
  permission_denied: Code.PERMISSION_DENIED,
  invalid_argument: Code.INVALID_ARGUMENT,
  not_found: Code.NOT_FOUND,
  already_exists: Code.ALREADY_EXISTS,
  unimplemented: Code.UNIMPLEMENTED,
};

export function encode(config: Config, message: Message, sequence: number): Uint8Array {
  const replyTo = 'replyTo' in message ? message.replyTo : 0;
  return toBinary(
    ServerMessageSchema,
    create(ServerMessageSchema, { sequence, replyTo, kind: write(config, message) }),
  );
}

function write(config: Config, message: Message): NonNullable<Outgoing> {
  switch (message.kind) {
    case 'joined':
      return {
        case: 'joined',
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
      return { case: 'accepted', value: {} };
    case 'rejected':
      return { case: 'rejected', value: { code: codes[message.code], message: '' } };
    case 'participantJoined':
      return { case: 'participantJoined', value: { participant: member(message.member) } };
    case 'participantLeft': {
      const { participant: participantId, participation: participationId } = message;
      return { case: 'participantLeft', value: { participantId, participationId, ...reason(message.reason) } };
    }
    case 'roomLeft':
      return { case: 'roomLeft', value: reason(message.reason) };
  }
}

const member = ({ participant, participation, role }: Member) => ({
  participantId: participant,
  participationId: participation,
  role: role === 'host' ? Role.HOST : Role.ATTENDEE,
});

/** An absent reason is left out; the message is for people, and may be empty. */
const reason = (code: Reason): { reason?: MessageInitShape<typeof ReasonSchema> } =>
  code === null ? {} : { reason: { code } };

const features = (config: Config): Feature[] => [
  ...(config.extendedCodes ? [Feature.EXTENDED_CODES] : []),
  ...(config.remove ? [Feature.REMOVE] : []),
  Feature.ROOM_ORDER,
];
