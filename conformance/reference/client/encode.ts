/** What the machine says, as bytes. */
import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { ClientMessageSchema, Mode, Role } from '../../../gen/es/index.js';
import type { Saying } from '../../../spec/machine/client/index.js';

/** What a server takes. Clause `client.message-size`. */
const MOST_BYTES = 65_536;
const HIGHEST = 0xffff_ffff;

/** Whether this might make a message that is too long, whatever its numbers are. */
export const isTooLong = (saying: Saying, person: Person, accessToken: string): boolean =>
  encode(saying, HIGHEST, HIGHEST, person, accessToken).length > MOST_BYTES;

type Kind = NonNullable<MessageInitShape<typeof ClientMessageSchema>['kind']>;

/** Who wants in, and where. */
export interface Person {
  readonly roomId: string;
  readonly participantId: string;
  readonly role: 'host' | 'attendee';
}

/** `accessToken` is that for a Join. */
export function encode(
  saying: Saying,
  requestId: number,
  ack: number,
  person: Person,
  accessToken: string,
): Uint8Array<ArrayBuffer> {
  const kind = kindOf(saying, person, accessToken);
  return toBinary(ClientMessageSchema, create(ClientMessageSchema, { requestId, ack, kind }));
}

function kindOf(saying: Saying, { roomId, participantId, role }: Person, accessToken: string): Kind {
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
