/** Requests to frames, and frames to observations. Knows what the schema says, and nothing of what is allowed. */
import {
  ClientMessage,
  Code,
  type Participant,
  type Reason,
  ServerMessage,
  Feature as WireFeature,
  Mode as WireMode,
  Role as WireRole,
} from '../../gen/ts-proto/index.js';
import { type Feature, features } from '../exchange/features.js';
import type { Member, Observation } from '../exchange/observation.js';
import { type Candidates, type Refusal, type Role, refusals } from '../exchange/words.js';
import { clientText, SUBPROTOCOL, type Subprotocol, serverBytes, TEXT_SUBPROTOCOL, wrongType } from './json.js';

/** A Join. Its role may be none, or one that no revision has. */
export interface JoinSpeech {
  readonly kind: 'join';
  readonly room: string;
  readonly participant: string;
  readonly role: Role | 'none' | 'unknown';
  readonly accessToken: string;
  /** Names the Join, so that it can be repeated. */
  readonly joinId: string;
}

/** The first message of a connection. It has no number. */
export type Opening = JoinSpeech | { readonly kind: 'resume'; readonly token: string; readonly sequence: number };

/** What a request asks for; it is numbered. */
export type RequestContent =
  | { readonly kind: 'leave' | 'end' | 'unknown' }
  /** `bytes`: how long its frame is, where it is longer than it has to be. */
  | { readonly kind: 'sync'; readonly bytes?: number }
  | { readonly kind: 'remove'; readonly participation: string }
  | { readonly kind: 'switch'; readonly room: string; readonly accessToken: string }
  | { readonly kind: 'mode'; readonly mode: 'viewer' | 'unspecified' };

/** A message of a client. `ack` is the highest sequence that it has received. */
export type ClientSpeech = { readonly ack: number } & (
  | Opening
  | (RequestContent & { readonly request: number })
  | { kind: 'ack' }
);

const modes = { viewer: WireMode.MODE_VIEWER, unspecified: WireMode.MODE_UNSPECIFIED } as const;
const UNKNOWN_ROLE = 99 as WireRole;
const roles = {
  host: WireRole.ROLE_HOST,
  attendee: WireRole.ROLE_ATTENDEE,
  none: WireRole.ROLE_UNSPECIFIED,
  unknown: UNKNOWN_ROLE,
} as const;

/** Field 2047 of ClientMessage, an empty message: a kind of request that no revision has. */
const UNKNOWN_KIND = Uint8Array.of(0xfa, 0x7f, 0x00);

/** Makes the frame of a client's message. */
export function encodeClientSpeech(request: ClientSpeech, subprotocol: Subprotocol = SUBPROTOCOL): Uint8Array | string {
  const bytes = ClientMessage.encode(envelope(request)).finish();
  const unknown = request.kind === 'unknown';
  const most = request.kind === 'sync' ? (request.bytes ?? 0) : 0;
  if (subprotocol === TEXT_SUBPROTOCOL) return clientText(bytes, unknown ? { unknownKind: {} } : {}).padEnd(most);
  if (most > bytes.length) return padded(bytes, most);
  return unknown ? Uint8Array.of(...bytes, ...UNKNOWN_KIND) : bytes;
}

/** Field 2046 of ClientMessage, which no revision has, as long as a varint of three bytes can say. */
const PADDING = [0xf2, 0x7f];
const VARINT_BITS = 7;
const varint3 = (value: number): number[] => [
  (value & 0x7f) | 0x80,
  ((value >> VARINT_BITS) & 0x7f) | 0x80,
  value >> (2 * VARINT_BITS),
];

function padded(bytes: Uint8Array, length: number): Uint8Array {
  const head = PADDING.length + 3;
  const frame = new Uint8Array(length);
  frame.set(bytes);
  frame.set([...PADDING, ...varint3(length - bytes.length - head)], bytes.length);
  return frame;
}

function envelope(message: ClientSpeech): ClientMessage {
  const requestId = 'request' in message ? message.request : 0;
  return { requestId, ack: message.ack, kind: content(message) };
}

function content(message: ClientSpeech): ClientMessage['kind'] {
  switch (message.kind) {
    case 'join': {
      const { room: roomId, participant: participantId, role, accessToken, joinId } = message;
      return { $case: 'join', value: { roomId, participantId, role: roles[role], accessToken, joinId } };
    }
    case 'resume':
      return { $case: 'resume', value: { resumeToken: message.token, sequence: message.sequence } };
    case 'remove':
      return { $case: 'remove', value: { participationId: message.participation } };
    case 'switch':
      return { $case: 'switchRoom', value: { roomId: message.room, accessToken: message.accessToken } };
    case 'mode':
      return { $case: 'changeMode', value: { mode: modes[message.mode] } };
    case 'ack':
      return { $case: 'ackOnly', value: {} };
    case 'unknown':
      return undefined;
    default:
      return { $case: message.kind, value: {} };
  }
}

/** What a frame shows. Never throws: what cannot be read is an observation too. */
export function observeFrame(data: Uint8Array, isBinary: boolean, subprotocol: Subprotocol = SUBPROTOCOL): Observation {
  const text = subprotocol === TEXT_SUBPROTOCOL;
  if (isBinary === text) return { kind: 'invalid', what: wrongType(text) };
  try {
    return read(ServerMessage.decode(text ? serverBytes(data) : data));
  } catch {
    return { kind: 'invalid', what: `a frame of ${data.length} bytes that is no ServerMessage` };
  }
}

function read({ sequence, replyTo, kind }: ServerMessage): Observation {
  switch (kind?.$case) {
    case 'joined': {
      const { sessionId: session, participationId: participation, roster, features: declared, ...message } = kind.value;
      const { resumeToken: token, lastRequestId: lastRequest, _unknownFields: _, ...same } = message;
      const lists = { roster: roster.map(member), features: declared.flatMap(feature) };
      return { kind: 'joined', sequence, replyTo, ...same, session, participation, ...lists, token, lastRequest };
    }
    case 'resumed': {
      const { resumeToken: token, lastRequestId: lastRequest } = kind.value;
      return { kind: 'resumed', sequence, replyTo, token, lastRequest };
    }
    case 'heartbeat':
      return { kind: 'heartbeat', sequence, replyTo };
    case 'accepted':
      return { kind: 'accepted', sequence, replyTo };
    case 'rejected':
      return { kind: 'rejected', sequence, replyTo, code: refusal(kind.value.code) };
    case 'participantJoined': {
      const { participant } = kind.value;
      if (!participant) return { kind: 'invalid', what: 'a ParticipantJoined without its participant' };
      return { kind: 'participantJoined', sequence, replyTo, member: member(participant) };
    }
    case 'participantLeft': {
      const { participantId, participationId, reason } = kind.value;
      return {
        kind: 'participantLeft',
        sequence,
        replyTo,
        participant: participantId,
        participation: participationId,
        reason: candidates(reason),
      };
    }
    case 'roomLeft':
      return { kind: 'roomLeft', sequence, replyTo, reason: candidates(kind.value.reason) };
    default:
      return { kind: 'invalid', what: 'a ServerMessage of an unknown kind' };
  }
}

/** A native server shows exactly one code. */
const candidates = (reason: Reason | undefined): Candidates => [reason ? reason.code : 'absent'];

const member = ({ participantId, participationId, role }: Participant): Member => ({
  participant: participantId,
  participation: participationId,
  role: role === WireRole.ROLE_HOST ? 'host' : 'attendee',
});

const byNumber = new Map(
  features.map((name) => [WireFeature[`FEATURE_${name.toUpperCase()}` as keyof typeof WireFeature], name]),
);

/** A feature that this revision does not know is nobody's fault, and nothing can be tested about it. */
function feature(number: WireFeature): Feature[] {
  const name = byNumber.get(number);
  return name === undefined ? [] : [name];
}

function refusal(code: Code): Refusal | 'unspecified' {
  const name = Code[code]?.replace('CODE_', '').toLowerCase();
  return refusals.find((known) => known === name) ?? 'unspecified';
}
