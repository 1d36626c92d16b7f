/** What the machine says, as bytes, or as text for the subprotocol of text frames. */
import { create, type MessageInitShape, toBinary, toJsonString } from '@bufbuild/protobuf';
import { ClientMessageSchema, Mode, Role } from '../../../gen/es/index.js';
import type { SaidMessage } from '../../../spec/machine/client/events.js';
import { type ClientFrame, TEXT_SUBPROTOCOL } from './socket.js';

/** How long a message may be that a server takes, in bytes. Clause `client.message-size`. */
const MOST_BYTES = 65_536;
const HIGHEST = 0xffff_ffff;

/** Whether this might make a message that is too long, with any numbers and over any of these subprotocols. */
export const isTooLong = (saying: SaidMessage, entry: Entry, protocols: readonly string[]): boolean =>
  protocols.some((protocol) => {
    const frame = encodeSaying(saying, { requestId: HIGHEST, ack: HIGHEST }, entry, protocol);
    return (typeof frame === 'string' ? new TextEncoder().encode(frame) : frame).length > MOST_BYTES;
  });

type Kind = NonNullable<MessageInitShape<typeof ClientMessageSchema>['kind']>;

/** Who wants to join, and where. */
export interface Joiner {
  readonly roomId: string;
  readonly participantId: string;
  readonly role: 'host' | 'attendee';
}

/** What a Join says: who wants in, and with which access token. */
export interface Entry {
  readonly joiner: Joiner;
  readonly accessToken: string;
}

/** The numbers of a message. */
export interface MessageNumbers {
  readonly requestId: number;
  readonly ack: number;
}

/** Makes a frame. `entry` is needed for a Join; `protocol` is the subprotocol that the server chose. */
export function encodeSaying(
  saying: SaidMessage,
  numbers: MessageNumbers,
  entry: Entry,
  protocol: string,
): ClientFrame {
  const message = create(ClientMessageSchema, { ...numbers, kind: kindOf(saying, entry) });
  return protocol === TEXT_SUBPROTOCOL
    ? toJsonString(ClientMessageSchema, message)
    : toBinary(ClientMessageSchema, message);
}

function kindOf(saying: SaidMessage, { joiner, accessToken }: Entry): Kind {
  const { roomId, participantId, role } = joiner;
  switch (saying.kind) {
    case 'join': {
      const named = role === 'host' ? Role.HOST : Role.ATTENDEE;
      return { case: 'join', value: { roomId, participantId, role: named, accessToken, joinId: saying.joinId } };
    }
    case 'resume':
      return { case: 'resume', value: { resumeToken: saying.token, sequence: saying.sequence } };
    case 'ack':
      return { case: 'ackOnly', value: {} };
    case 'leave':
    case 'end':
      return { case: saying.kind, value: {} };
    case 'remove':
      return { case: 'remove', value: { participationId: saying.target } };
    case 'switchRoom':
      return { case: 'switchRoom', value: { roomId: saying.room, accessToken: saying.accessToken } };
    case 'changeMode':
      return { case: 'changeMode', value: { mode: Mode.VIEWER } };
  }
}
