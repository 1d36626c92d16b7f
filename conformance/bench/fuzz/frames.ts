/** Frames that are wrong in themselves, with any payload. Each ends its connection. */
import { wsClose } from '../../../gen/codes.js';
import { frame, opcodes } from '../load/frames.js';
import { type Make, payloads } from './payloads.js';

const MOST_BYTES = 65_536;
const RESERVED_BITS = [0x40, 0x20, 0x10] as const;
const UNKNOWN_OPCODES = [3, 4, 5, 6, 7, 11, 12, 13, 14, 15] as const;
const CONTROL_OPCODES = [opcodes.close, opcodes.ping, opcodes.pong] as const;
const MOST_CONTROL_BYTES = 125;
/** Codes that RFC 6455 reserves, and that have no other name here. */
const RESERVED = 1_004;
const TLS_FAILED = 1_015;
/** Codes that no close frame may carry. RFC 6455, section 7.4. */
const BAD_CLOSE_CODES = [
  0,
  999,
  RESERVED,
  wsClose.NO_STATUS,
  wsClose.NO_FRAME,
  TLS_FAILED,
  1_016,
  2_999,
  5_000,
  65_535,
];
const FINAL = 0x80;

/** The frame, with its first byte changed. */
function withFirst(bytes: Buffer, change: (first: number) => number): Buffer {
  bytes[0] = change(bytes[0] as number);
  return bytes;
}

const binary: Make = (material) => frame(opcodes.binary, payloads['garbage in its fields'](material));

/** The makers of such frames, by their names. */
export const badFrames = {
  text: ({ random }) => frame(opcodes.text, Buffer.from(random.pick(['{"leave":{}}', '', 'hello', '\u0000', 'ä€💥']))),
  'text that is no UTF-8': ({ random }) => frame(opcodes.text, Buffer.concat([Buffer.of(0xff), random.bytes(20)])),
  oversize: ({ random }) => frame(opcodes.binary, Buffer.alloc(MOST_BYTES + 1 + random.below(10), 1)),
  'oversize in its head alone': ({ random }) => {
    const bytes = frame(opcodes.binary, Buffer.alloc(MOST_BYTES)).subarray(0, 200);
    bytes.writeUInt32BE(random.oneIn(2) ? 0 : random.below(0x7fff_ffff), 2);
    bytes.writeUInt32BE(0x10_0000 + random.below(0xffff), 6);
    return bytes;
  },
  'reserved bit': (material) => withFirst(binary(material), (first) => first | material.random.pick(RESERVED_BITS)),
  'unknown opcode': (material) => withFirst(binary(material), () => FINAL | material.random.pick(UNKNOWN_OPCODES)),
  'continues nothing': (material) => withFirst(binary(material), () => FINAL),
  'control in pieces': ({ random }) =>
    withFirst(frame(random.pick(CONTROL_OPCODES), Buffer.alloc(2)), (first) => first & ~FINAL),
  'control too long': ({ random }) =>
    frame(random.pick(CONTROL_OPCODES), Buffer.alloc(MOST_CONTROL_BYTES + 1 + random.below(500))),
  'not masked': ({ random }) => Buffer.concat([Buffer.of(FINAL | opcodes.binary, 9), random.bytes(9)]),
  'bad close code': ({ random }) => {
    const code = random.pick(BAD_CLOSE_CODES);
    return frame(opcodes.close, Buffer.of(code >> 8, code & 0xff));
  },
} satisfies Record<string, Make>;
