/** Frames that no client may send. Clauses: `frame.*`. */

import type { Seat } from '../../exchange/scenario.js';
import type { Malformed } from '../../exchange/words.js';
import { encodeClientSpeech } from '../../link/client-codec.js';
import { type Subprotocol, TEXT_SUBPROTOCOL } from '../../link/json.js';

const MOST_BYTES = 65_536;
const LEAVE = { kind: 'leave', request: 1, ack: 0 } as const;

/** On the subprotocol of text frames a binary frame is of the wrong type, and text that is no message cannot be decoded. */
export function badFrame(
  frame: Malformed,
  { participant, role }: Seat,
  room: string,
  subprotocol: Subprotocol,
): Uint8Array | string {
  const text = subprotocol === TEXT_SUBPROTOCOL;
  switch (frame) {
    case 'wrong-type':
      return text ? encodeClientSpeech(LEAVE) : encodeClientSpeech(LEAVE, TEXT_SUBPROTOCOL);
    case 'undecodable':
      // A Join announced as 5 bytes long, and none of them there: no parser, however lenient, can make a message of it.
      return text ? '{"join":' : Uint8Array.of(0x1a, 0x05);
    case 'oversize':
      return text
        ? `${encodeClientSpeech(LEAVE, subprotocol)}${' '.repeat(MOST_BYTES)}`
        : new Uint8Array(MOST_BYTES + 1);
    case 'join-again':
      return encodeClientSpeech(
        { kind: 'join', ack: 0, room, participant, role, accessToken: '', joinId: '' },
        subprotocol,
      );
    case 'request-first':
      return encodeClientSpeech(LEAVE, subprotocol);
  }
}
