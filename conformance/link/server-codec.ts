/** The server's direction: what a server says to frames, and a client's frames to what was heard. Knows the schema, and nothing of what is allowed. */
import {
  ClientMessage,
  Code,
  type Reason,
  type ReasonCode,
  ServerMessage,
  Feature as WireFeature,
  Mode as WireMode,
  Role as WireRole,
} from '../../gen/ts-proto/index.js';
import type { Feature } from '../exchange/features.js';
import type { JoinedObservation, Member } from '../exchange/observation.js';
import type { Refusal, Role, WantedMode } from '../exchange/words.js';
import { clientBytes, SUBPROTOCOL, type Subprotocol, serverText, TEXT_SUBPROTOCOL, wrongType } from './json.js';

/** A reason as it travels; a message without one has none at all. */
export interface SpokenReason {
  readonly code: number;
  readonly text: string;
}

/** What a server says. */
export type ServerStatement =
  | Omit<JoinedObservation, 'sequence' | 'replyTo'>
  | { readonly kind: 'resumed'; readonly token: string; readonly lastRequest: number }
  | { readonly kind: 'accepted' | 'heartbeat' }
  | { readonly kind: 'rejected'; readonly refusal: Refusal }
  | { readonly kind: 'participantJoined'; readonly member: Member }
  | {
      readonly kind: 'participantLeft';
      readonly participant: string;
      readonly participation: string;
      readonly reason: SpokenReason | undefined;
    }
  | { readonly kind: 'roomLeft'; readonly reason: SpokenReason | undefined }
  /** A message of a kind that no revision has. */
  | { readonly kind: 'unknown' };

/** A message of a server's, with its numbers. */
export interface ServerSpeech {
  readonly sequence: number;
  readonly replyTo: number;
  readonly statement: ServerStatement;
}

/** Field 2047 of ServerMessage, an empty message: a kind of message that no revision has. */
const UNKNOWN_KIND = Uint8Array.of(0xfa, 0x7f, 0x00);
/** Field 2046 of ServerMessage, the number 1: something that a later revision might say beside the rest. */
const UNKNOWN_FIELD = Uint8Array.of(0xf0, 0x7f, 0x01);
const UNKNOWN_FEATURE = 1_999 as WireFeature;

/** `later`: as a server of a later revision writes it, with a field and a feature that this one does not know. */
export function encodeServerSpeech(
  { sequence, replyTo, statement }: ServerSpeech,
  later: boolean,
  subprotocol: Subprotocol = SUBPROTOCOL,
): Uint8Array | string {
  const bytes = ServerMessage.encode({ sequence, replyTo, kind: content(statement, later) }).finish();
  if (subprotocol === TEXT_SUBPROTOCOL)
    return serverText(bytes, {
      ...(statement.kind === 'unknown' ? { unknownKind: {} } : {}),
      ...(later ? { unknownField: 1 } : {}),
    });
  return Uint8Array.of(
    ...bytes,
    ...(statement.kind === 'unknown' ? UNKNOWN_KIND : []),
    ...(later ? UNKNOWN_FIELD : []),
  );
}

function content(statement: ServerStatement, later: boolean): ServerMessage['kind'] {
  switch (statement.kind) {
    case 'joined': {
      const { session, participation, roster, features, token, lastRequest, kind: _, ...same } = statement;
      const known = features.map(feature);
      return {
        $case: 'joined',
        value: {
          sessionId: session,
          participationId: participation,
          roster: roster.map(participant),
          features: later ? [...known, UNKNOWN_FEATURE] : known,
          ...same,
          resumeToken: token,
          lastRequestId: lastRequest,
        },
      };
    }
    case 'resumed':
      return {
        $case: 'resumed',
        value: { resumeToken: statement.token, lastRequestId: statement.lastRequest },
      };
    case 'rejected':
      return { $case: 'rejected', value: { code: refusalCode(statement.refusal), message: '' } };
    case 'participantJoined':
      return { $case: 'participantJoined', value: { participant: participant(statement.member) } };
    case 'participantLeft': {
      const { participant: participantId, participation: participationId } = statement;
      return { $case: 'participantLeft', value: { participantId, participationId, reason: reason(statement.reason) } };
    }
    case 'roomLeft':
      return { $case: 'roomLeft', value: { reason: reason(statement.reason) } };
    case 'unknown':
      return undefined;
    default:
      return { $case: statement.kind, value: {} };
  }
}

const feature = (name: Feature): WireFeature =>
  WireFeature[`FEATURE_${name.toUpperCase()}` as keyof typeof WireFeature] as WireFeature;

const refusalCode = (name: Refusal): Code => Code[`CODE_${name.toUpperCase()}` as keyof typeof Code] as Code;

const reason = (spoken: SpokenReason | undefined): Reason | undefined =>
  spoken && { code: spoken.code as ReasonCode, message: spoken.text };

const participant = ({ participant: participantId, participation: participationId, role }: Member) => ({
  participantId,
  participationId,
  role: role === 'host' ? WireRole.ROLE_HOST : WireRole.ROLE_ATTENDEE,
});

/** What a client asks for. */
export type HeardContent =
  | {
      readonly kind: 'join';
      readonly room: string;
      readonly participant: string;
      readonly role: Role;
      readonly accessToken: string;
      readonly joinId: string;
    }
  | { readonly kind: 'resume'; readonly token: string; readonly sequence: number }
  | { readonly kind: 'ack' }
  | { readonly kind: 'leave' | 'end' | 'sync' | 'unknown' }
  | { readonly kind: 'remove'; readonly target: string }
  | { readonly kind: 'switch'; readonly room: string; readonly accessToken: string }
  | { readonly kind: 'mode'; readonly mode: WantedMode };

/** A message of a client's, with its numbers. */
export interface HeardSpeech {
  readonly request: number;
  readonly ack: number;
  readonly content: HeardContent;
}

/** What a frame of a client's says, or in a few words why it says nothing. Never throws. */
export function decodeClientSpeech(
  data: Uint8Array,
  isBinary: boolean,
  subprotocol: Subprotocol = SUBPROTOCOL,
): HeardSpeech | string {
  const text = subprotocol === TEXT_SUBPROTOCOL;
  if (isBinary === text) return wrongType(text);
  try {
    const { requestId: request, ack, kind } = ClientMessage.decode(text ? clientBytes(data) : data);
    return { request, ack, content: read(kind) };
  } catch {
    return `a frame of ${data.length} bytes that is no ClientMessage`;
  }
}

function read(kind: ClientMessage['kind']): HeardContent {
  switch (kind?.$case) {
    case 'join': {
      const { roomId: room, participantId: participant, role, accessToken, joinId } = kind.value;
      const named = role === WireRole.ROLE_HOST ? 'host' : 'attendee';
      return { kind: 'join', room, participant, role: named, accessToken, joinId };
    }
    case 'resume':
      return { kind: 'resume', token: kind.value.resumeToken, sequence: kind.value.sequence };
    case 'remove':
      return { kind: 'remove', target: kind.value.participationId };
    case 'switchRoom':
      return { kind: 'switch', room: kind.value.roomId, accessToken: kind.value.accessToken };
    case 'changeMode':
      return { kind: 'mode', mode: kind.value.mode === WireMode.MODE_VIEWER ? 'viewer' : 'unspecified' };
    case 'ackOnly':
      return { kind: 'ack' };
    case 'leave':
    case 'end':
    case 'sync':
      return { kind: kind.$case };
    default:
      return { kind: 'unknown' };
  }
}
