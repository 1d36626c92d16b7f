/** Frames that no client may send. Clauses: `frame.*`. */

import type { Seat } from '../../exchange/scenario.js';
import type { Malformed } from '../../exchange/words.js';
import { encodeClientSpeech } from '../../link/client-codec.js';
import { type Subprotocol, TEXT_SUBPROTOCOL } from '../../link/json.js';

import { undecodableBytes, undecodableTexts } from './undecodable.js';

const MOST_BYTES = 65_536;
/** Field 2046, which no revision has, as long as the rest: what is too long is nothing else that is forbidden. */
const TOO_LONG = Uint8Array.of(0xf2, 0x7f, 0xfc, 0xff, 0x03);
const LEAVE = { kind: 'leave', request: 1, ack: 0 } as const;

/** What is wrong with a frame, and which vector it is where it cannot be decoded. */
export interface ForbiddenFrame {
  readonly frame: Malformed;
  readonly vector?: number;
}

/** On the subprotocol of text frames a binary frame is of the wrong type, and text that is no message cannot be decoded. */
export function badFrame(
  { frame, vector = 1 }: ForbiddenFrame,
  { participant, role }: Seat,
  room: string,
  subprotocol: Subprotocol,
): Uint8Array | string {
  const text = subprotocol === TEXT_SUBPROTOCOL;
  switch (frame) {
    case 'wrong-type':
      return text ? encodeClientSpeech(LEAVE) : encodeClientSpeech(LEAVE, TEXT_SUBPROTOCOL);
    case 'undecodable':
      return text ? nth(undecodableTexts, vector) : Uint8Array.from(Buffer.from(nth(undecodableBytes, vector), 'hex'));
    case 'oversize':
      return text ? `${encodeClientSpeech(LEAVE, subprotocol)}`.padEnd(MOST_BYTES + 1) : tooLong();
    case 'join-again':
      return encodeClientSpeech(
        { kind: 'join', ack: 0, room, participant, role, accessToken: '', joinId: '' },
        subprotocol,
      );
    case 'request-first':
      return encodeClientSpeech(LEAVE, subprotocol);
  }
}

function tooLong(): Uint8Array {
  const frame = new Uint8Array(MOST_BYTES + 1);
  frame.set(TOO_LONG);
  return frame;
}

/** Counted from 1; there are fewer texts than bytes, and they begin again. */
const nth = (all: readonly string[], number: number): string => all[(number - 1) % all.length] ?? '';
