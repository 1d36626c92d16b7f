/** Frames that no client may send. Clauses: `frame.*`. */
import type { Malformed, Seat } from '../../exchange/index.js';
import { encode } from '../../link/index.js';

const MOST_BYTES = 65_536;

export function badFrame(frame: Malformed, seat: Seat, room: string): Uint8Array | string {
  const { participant, role } = seat;
  switch (frame) {
    case 'wrong-type':
      return '{"leave":{}}';
    case 'undecodable':
      // A Join announced as 5 bytes long, and none of them there: no parser, however lenient, can make a message of it.
      return Uint8Array.of(0x1a, 0x05);
    case 'oversize':
      return new Uint8Array(MOST_BYTES + 1);
    case 'join-again':
      return encode({ kind: 'join', ack: 0, room, participant, role, accessToken: '', joinId: '' });
    case 'request-first':
      return encode({ kind: 'leave', request: 1, ack: 0 });
  }
}
