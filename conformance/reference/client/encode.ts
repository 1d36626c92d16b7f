/** What the machine says, as bytes, or as text for the subprotocol of text frames. */
import { create, type MessageInitShape, toBinary, toJsonString } from '@bufbuild/protobuf';
import { ClientMessageSchema, Mode, Role } from '../../../gen/es/index.js';
import type { SaidMessage } from '../../../spec/machine/client/index.js';
import { type ClientFrame, TEXT_SUBPROTOCOL } from './socket.js';

/** What a server takes. Clause `client.message-size`. */
const MOST_BYTES = 65_536;
const HIGHEST = 0xffff_ffff;

/** Whether this might make a message that is too long, whatever its numbers are, and whichever subprotocol the server chooses. */
export const isTooLong = (
  saying: SaidMessage,
  person: Joiner,
  accessToken: string,
  protocols: readonly string[],
): boolean =>
  protocols.some((protocol) => {
    const frame = encodeSaying(saying, HIGHEST, HIGHEST, person, accessToken, protocol);
    return (typeof frame === 'string' ? new TextEncoder().encode(frame) : frame).length > MOST_BYTES;
  });

type Kind = NonNullable<MessageInitShape<typeof ClientMessageSchema>['kind']>;

/** Who wants in, and where. */
export interface Joiner {
  readonly roomId: string;
  readonly participantId: string;
  readonly role: 'host' | 'attendee';
}

/** `accessToken` is that for a Join; `protocol` is what the server chose. */
export function encodeSaying(
  saying: SaidMessage,
  requestId: number,
  ack: number,
  person: Joiner,
  accessToken: string,
  protocol: string,
): ClientFrame {
  const kind = kindOf(saying, person, accessToken);
  const message = create(ClientMessageSchema, { requestId, ack, kind });
  return protocol === TEXT_SUBPROTOCOL
    ? toJsonString(ClientMessageSchema, message)
    : toBinary(ClientMessageSchema, message);
}

function kindOf(saying: SaidMessage, { roomId, participantId, role }: Joiner, accessToken: string): Kind {
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
