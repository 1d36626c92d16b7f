/** Messages that are wrong in what they hold: the frame around them is right. */
import type { Random } from '../load/random.js';
import { lastingVerbs, type Vocabulary, valid, verbNames } from './messages.js';

/** What there is to make a payload of. */
export interface Material {
  readonly random: Random;
  readonly words: Vocabulary;
  /** The number of the next request. */
  readonly next: number;
}

/** Makes the bytes of a message, or of a whole frame. */
export type Make = (material: Material) => Buffer;

const WIRE_TYPES = [0, 1, 2, 5] as const;
const BEGIN_GROUP = 3;
const END_GROUP = 4;
const FIRST_UNKNOWN = 12;
const LAST_KNOWN = 11;
const LAST_FIELD = 0x1fff_ffff;
const MOST_RANDOM_BYTES = 300;
const MOST_FLIPS = 8;
const DEEPEST = 20_000;

/** A number as protobuf writes it. */
export function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 0x7f) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return Buffer.from([...bytes, rest]);
}

const tag = (field: number, wireType: number): Buffer => varint(field * 8 + wireType);

/** A field of any wire type, with what belongs to it. */
function field(random: Random, number: number, wireType: number): Buffer {
  const length = random.below(40);
  const contents: Record<number, () => Buffer> = {
    0: () => varint(random.next()),
    1: () => random.bytes(8),
    2: () => Buffer.concat([varint(length), random.bytes(length)]),
    5: () => random.bytes(4),
  };
  return Buffer.concat([tag(number, wireType), contents[wireType]?.() ?? Buffer.alloc(0)]);
}

const lasting = ({ random, words, next }: Material): Buffer => valid(random, words, next, lastingVerbs);
const any = ({ random, words, next }: Material): Buffer => valid(random, words, next, verbNames);

function flipped(material: Material): Buffer {
  const { random } = material;
  const bytes = any(material);
  for (let flips = 1 + random.below(MOST_FLIPS); flips > 0 && bytes.length > 0; flips -= 1) {
    const at = random.below(bytes.length);
    bytes[at] = (bytes[at] as number) ^ (1 << random.below(8));
  }
  return bytes;
}

function truncated(material: Material): Buffer {
  const bytes = any(material);
  return bytes.subarray(0, material.random.below(bytes.length));
}

function unknownFields(material: Material): Buffer {
  const { random } = material;
  const fields = Array.from({ length: 1 + random.below(5) }, () =>
    field(
      random,
      FIRST_UNKNOWN + random.below(random.pick([10, 1_000, LAST_FIELD - FIRST_UNKNOWN])),
      random.pick(WIRE_TYPES),
    ),
  );
  return Buffer.concat([lasting(material), ...fields]);
}

/** A known field, of another type than it has. */
function wrongWireType(material: Material): Buffer {
  const { random } = material;
  return Buffer.concat([lasting(material), field(random, 1 + random.below(LAST_KNOWN), random.pick(WIRE_TYPES))]);
}

/**
 * Numbers that are longer than any number: of ten bytes, with the highest bits set, or of more, which is none any
 * more.
 */
function hugeVarint(material: Material): Buffer {
  const { random } = material;
  const length = random.pick([9, 9, 9, 10, 30]);
  const huge = Buffer.concat([Buffer.alloc(length, 0xff), Buffer.of(random.oneIn(3) ? 0x7f : 0x01)]);
  return Buffer.concat([tag(1 + random.below(2), 0), huge, lasting(material)]);
}

/** Groups within groups, with an end each or without. The tags of the fields up to 15 are one byte. */
function deep({ random }: Material): Buffer {
  const depth = 1 + random.below(random.pick([10, 100, 100, DEEPEST]));
  const number = FIRST_UNKNOWN + random.below(3);
  const ends = random.oneIn(3) ? random.below(depth) : depth;
  return Buffer.concat([Buffer.alloc(depth, tag(number, BEGIN_GROUP)), Buffer.alloc(ends, tag(number, END_GROUP))]);
}

/** Several kinds in one message, of which the last should count. */
const severalKinds = (material: Material): Buffer => Buffer.concat([lasting(material), any(material)]);

/** The makers of such messages, by their names. */
export const payloads = {
  'random bytes': ({ random }) => random.bytes(1 + random.below(MOST_RANDOM_BYTES)),
  'flipped bits': flipped,
  truncated,
  'unknown fields': unknownFields,
  'wrong wire type': wrongWireType,
  'huge varint': hugeVarint,
  'deep groups': deep,
  'several kinds': severalKinds,
  'out of place': any,
  'garbage in its fields': lasting,
  empty: () => Buffer.alloc(0),
} satisfies Record<string, Make>;
