/** The frames of a WebSocket, written and read as bytes: cheap enough for a process that plays ten thousand clients. */

/** RFC 6455, section 5.2. */
export const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

const FINAL = 0x80;
const MASKED = 0x80;
const LENGTH_BITS = 0x7f;
const OPCODE_BITS = 0x0f;
/** Up to this a length stands in the second byte itself; the two others say that it follows in 2 or in 8 bytes. */
const SHORT = 125;
const IN_2_BYTES = 126;
const IN_8_BYTES = 127;
const MOST_IN_2_BYTES = 0xffff;
const MASK_BYTES = 4;

/** A frame of a client's. Its mask is all zero: the payload travels as it is, and masking costs nothing. */
export function frame(opcode: number, payload: Uint8Array): Buffer {
  const { length } = payload;
  const extra = length <= SHORT ? 0 : length <= MOST_IN_2_BYTES ? 2 : 8;
  const bytes = Buffer.alloc(2 + extra + MASK_BYTES + length);
  bytes[0] = FINAL | opcode;
  bytes[1] = MASKED | (extra === 0 ? length : extra === 2 ? IN_2_BYTES : IN_8_BYTES);
  if (extra === 2) bytes.writeUInt16BE(length, 2);
  if (extra === 8) bytes.writeBigUInt64BE(BigInt(length), 2);
  bytes.set(payload, 2 + extra + MASK_BYTES);
  return bytes;
}

/** Where the payload of a frame of the server's begins, and where the next frame does. */
export interface Extent {
  readonly opcode: number;
  readonly from: number;
  readonly to: number;
}

/** Reads the head of the frame at `offset`. Returns a number where more bytes are needed: how many at least. */
export function head(bytes: Buffer, offset: number, end: number): Extent | number {
  if (end - offset < 2) return 2;
  const opcode = (bytes[offset] as number) & OPCODE_BITS;
  const short = (bytes[offset + 1] as number) & LENGTH_BITS;
  const extra = short < IN_2_BYTES ? 0 : short === IN_2_BYTES ? 2 : 8;
  if (end - offset < 2 + extra) return 2 + extra;
  const from = offset + 2 + extra;
  const length =
    extra === 0 ? short : extra === 2 ? bytes.readUInt16BE(offset + 2) : Number(bytes.readBigUInt64BE(offset + 2));
  return end - from < length ? from - offset + length : { opcode, from, to: from + length };
}
