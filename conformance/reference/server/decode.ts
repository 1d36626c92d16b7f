/** What a client's frame asks for. On top of the protobuf-es types: the reference shares no wire code with the suite that judges it. */
import { fromBinary, fromJsonString } from '@bufbuild/protobuf';
import { type ClientMessage, ClientMessageSchema, Mode, Role } from '../../../gen/es/index.js';
import type { Role as Named } from '../../../spec/machine/messages.js';

/** What a numbered request asks for. `unknown` is of a kind that this server does not know. */
export type DecodedRequest =
  | { readonly kind: 'leave' | 'end' | 'sync' | 'unknown' }
  | { readonly kind: 'remove'; readonly target: string }
  | { readonly kind: 'mode'; readonly viewer: boolean }
  | { readonly kind: 'switch'; readonly room: string; readonly accessToken: string };

/** A Join. */
export interface DecodedJoin {
  readonly kind: 'join';
  readonly room: string;
  readonly participant: string;
  readonly role: Named | undefined;
  readonly accessToken: string;
  readonly joinId: string;
}

/** What a frame turned out to be. */
export type Incoming =
  | DecodedJoin
  | { readonly kind: 'resume'; readonly token: string; readonly sequence: number }
  | { readonly kind: 'request'; readonly request: number; readonly ack: number; readonly wish: DecodedRequest }
  | { readonly kind: 'ack'; readonly ack: number }
  | { readonly kind: 'fault'; readonly fault: 'wrong-type' | 'undecodable' | 'oversize' };

/** Reads a frame; never throws. `text`: whether the connection speaks the subprotocol of text frames. */
export function decodeClientFrame(data: Buffer, isBinary: boolean, text = false): Incoming {
  if (isBinary === text) return { kind: 'fault', fault: 'wrong-type' };
  try {
    return read(text ? fromJson(data) : fromBinary(ClientMessageSchema, data));
  } catch {
    return { kind: 'fault', fault: 'undecodable' };
  }
}

/** A field of a later revision is skipped, as it is in the binary form. */
const fromJson = (data: Buffer): ClientMessage =>
  fromJsonString(ClientMessageSchema, data.toString(), { ignoreUnknownFields: true });

function read(message: ClientMessage): Incoming {
  const { kind, requestId: request, ack } = message;
  // Of a kind of another revision; without a number it asks for no answer. Clause `request.unknown`.
  if (kind.case === undefined && request === 0) return { kind: 'ack', ack };
  switch (kind.case) {
    case 'join': {
      const { roomId: room, participantId: participant, role, accessToken, joinId } = kind.value;
      return { kind: 'join', room, participant, role: roles.get(role), accessToken, joinId };
    }
    case 'resume':
      return { kind: 'resume', token: kind.value.resumeToken, sequence: kind.value.sequence };
    case 'ackOnly':
      return { kind: 'ack', ack };
    default:
      return { kind: 'request', request, ack, wish: wishOf(kind) };
  }
}

function wishOf(kind: ClientMessage['kind']): DecodedRequest {
  switch (kind.case) {
    case 'leave':
    case 'end':
    case 'sync':
      return { kind: kind.case };
    case 'remove':
      return { kind: 'remove', target: kind.value.participationId };
    case 'changeMode':
      return { kind: 'mode', viewer: kind.value.mode === Mode.VIEWER };
    case 'switchRoom':
      return { kind: 'switch', room: kind.value.roomId, accessToken: kind.value.accessToken };
    default:
      return { kind: 'unknown' };
  }
}

const roles = new Map<Role, Named>([
  [Role.HOST, 'host'],
  [Role.ATTENDEE, 'attendee'],
]);
