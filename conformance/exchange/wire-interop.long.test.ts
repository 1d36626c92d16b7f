// The two generators exchange bytes: whatever one of them writes, the other reads as the same message, and what comes back from
// there is written as the same bytes, for every message of the schemas, with unknown enum numbers and unknown fields in it.
// (That the other one writes the same bytes is not so: for an empty list of enums ts-proto writes an empty list, protobuf-es
// nothing.)

import {
  create,
  type DescEnum,
  type DescField,
  type DescFile,
  type DescMessage,
  fromBinary,
  type Message,
  ScalarType,
  toBinary,
} from '@bufbuild/protobuf';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import * as es from '../../gen/es/index.js';
import * as esTesting from '../../gen/es/testing/index.js';
import * as tsProto from '../../gen/ts-proto/index.js';
import * as tsProtoTesting from '../../gen/ts-proto/testing/index.js';

/** A field that the schema does not have, as it stands on the wire. */
interface Unknown {
  readonly no: number;
  readonly wireType: WireType;
  readonly data: Uint8Array;
}

/** A message that belongs to neither generator: each field by its name, a oneof by the name of the field that is set. */
interface Neutral {
  readonly fields: ReadonlyMap<string, unknown>;
  readonly unknown: readonly Unknown[];
}

const int32 = () => fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const uint32 = () => fc.integer({ min: 0, max: 2 ** 32 - 1 });
// Neither generator keeps the sign of zero in a field without presence.
const double = () => fc.double().map((value) => value + 0);
// Neither of the two tests draws what the last test of this file holds the generators to.
const text = () => fc.string({ unit: 'binary', maxLength: 12 }).filter((value) => !value.startsWith('\u{feff}'));

function scalar(type: ScalarType): fc.Arbitrary<unknown> {
  switch (type) {
    case ScalarType.STRING:
      return text();
    case ScalarType.BOOL:
      return fc.boolean();
    case ScalarType.INT32:
    case ScalarType.SINT32:
      return int32();
    case ScalarType.UINT32:
      return uint32();
    case ScalarType.DOUBLE:
      return double();
    default:
      throw new Error(`The schemas have got a field of type ${ScalarType[type]}: teach it to this test.`);
  }
}

const enumNumber = (type: DescEnum) => fc.oneof(fc.constantFrom(...type.values.map(({ number }) => number)), int32());

/** One value of a field, or of one item of a list. */
function single(field: DescField): fc.Arbitrary<unknown> {
  if (field.enum) return enumNumber(field.enum);
  if (field.message) return neutral(field.message);
  if (field.scalar) return scalar(field.scalar);
  throw new Error(`${(field as DescField).name} is of a kind that this test does not know: teach it.`);
}

/** Of one letter more than any text: no key is a number, by which an object would be ordered, and none is `__proto__`. */
const key = () => text().map((value) => `k${value}`);

function fieldArbitrary(field: DescField): fc.Arbitrary<unknown> {
  if (field.fieldKind === 'list') return fc.array(single(field), { maxLength: 3 });
  if (field.fieldKind === 'map') return fc.dictionary(key(), single(field), { maxKeys: 3, noNullPrototype: true });
  return single(field);
}

const unknownField = (message: DescMessage): fc.Arbitrary<Unknown> =>
  fc
    .tuple(
      fc.integer({ min: 1, max: 2 ** 29 - 1 }).filter((no) => message.fields.every(({ number }) => number !== no)),
      fc.oneof(
        uint32().map((value) => ({ wireType: WireType.Varint, data: new BinaryWriter().uint32(value).finish() })),
        uint32().map((value) => ({ wireType: WireType.Bit32, data: new BinaryWriter().fixed32(value).finish() })),
        double().map((value) => ({ wireType: WireType.Bit64, data: new BinaryWriter().double(value).finish() })),
        text().map((value) => ({
          wireType: WireType.LengthDelimited,
          data: new BinaryWriter().string(value).finish(),
        })),
      ),
    )
    .map(([no, raw]) => ({ no, ...raw }));

const known = new Map<DescMessage, fc.Arbitrary<Neutral>>();

/** Any content of a message: each field set or not, at most one of each oneof, and sometimes unknown fields. */
function neutral(message: DescMessage): fc.Arbitrary<Neutral> {
  const made = known.get(message);
  if (made) return made;
  const members = message.members.map((one): fc.Arbitrary<[string, unknown] | undefined> => {
    if (one.kind !== 'oneof')
      return fc.option(
        fieldArbitrary(one).map((value) => [one.localName, value]),
        { nil: undefined },
      );
    const cases = one.fields.map((field) => single(field).map((value): [string, unknown] => [field.localName, value]));
    return fc.option(fc.oneof(...cases), { nil: undefined });
  });
  // Each number once and in order, which is how both generators write them.
  const unknown = fc
    .uniqueArray(unknownField(message), { maxLength: 3, selector: ({ no }) => no })
    .map((fields) => fields.sort((a, b) => a.no - b.no));
  const arbitrary = fc
    .tuple(fc.tuple(...members), fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: unknown }))
    .map(([set, extra]): Neutral => ({ fields: new Map(set.filter((one) => one !== undefined)), unknown: extra }));
  known.set(message, arbitrary);
  return arbitrary;
}

const convert = (field: DescField, value: unknown, one: (message: DescMessage, value: Neutral) => unknown): unknown => {
  const { message } = field;
  if (!message) return value;
  return Array.isArray(value) ? value.map((item) => one(message, item)) : one(message, value as Neutral);
};

/** The message as protobuf-es holds it. */
function asEs(message: DescMessage, content: Neutral): Message {
  const init: Record<string, unknown> = {};
  for (const field of message.fields) {
    if (!content.fields.has(field.localName)) continue;
    const value = convert(field, content.fields.get(field.localName), asEs);
    if (field.oneof) init[field.oneof.localName] = { case: field.localName, value };
    else init[field.localName] = value;
  }
  const made = create(message, init) as Message;
  if (content.unknown.length > 0) made.$unknown = content.unknown.map((field) => ({ ...field }));
  return made;
}

/** The message as ts-proto holds it. */
function asTsProto(message: DescMessage, content: Neutral): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const field of message.fields) {
    const value = content.fields.has(field.localName)
      ? convert(field, content.fields.get(field.localName), asTsProto)
      : undefined;
    if (field.oneof === undefined) made[field.localName] = value ?? unset(field);
    else if (value !== undefined) made[field.oneof.localName] = { $case: field.localName, value };
  }
  made._unknownFields = Object.fromEntries(
    content.unknown.map(({ no, wireType, data }) => [((no << 3) | wireType) >>> 0, [data]]),
  );
  return made;
}

function unset(field: DescField): unknown {
  if (field.fieldKind === 'list') return [];
  if (field.fieldKind === 'map') return {};
  if (field.message || field.proto.proto3Optional) return undefined;
  if (field.scalar === ScalarType.STRING) return '';
  return field.scalar === ScalarType.BOOL ? false : 0;
}

/** What a message class of ts-proto can do, as far as this test needs it. */
interface TsProto {
  encode(message: unknown): BinaryWriter;
  decode(bytes: Uint8Array): unknown;
}

const isFile = (value: unknown): value is DescFile =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'file';

const packages = [
  { name: 'adjourn.v1', files: Object.values(es).filter(isFile), classes: tsProto },
  { name: 'adjourn.testing.v1', files: Object.values(esTesting).filter(isFile), classes: tsProtoTesting },
];

describe.each(packages)('$name', ({ files, classes }) => {
  const messages = files.flatMap((file) => file.messages);

  test('has messages', () => {
    expect(messages.length).toBeGreaterThan(15);
  });

  describe.each(messages.map((message) => ({ name: message.name, message })))('$name', ({ name, message }) => {
    const other = (classes as unknown as Record<string, TsProto>)[name] as TsProto;

    test.prop([neutral(message)])('written by protobuf-es, read by ts-proto', (content) => {
      const bytes = toBinary(message, asEs(message, content));
      const read = other.decode(bytes);
      expect(read).toEqual(asTsProto(message, content));
      expect(toBinary(message, fromBinary(message, other.encode(read).finish()))).toEqual(bytes);
    });

    test.prop([neutral(message)])('written by ts-proto, read by protobuf-es', (content) => {
      const bytes = other.encode(asTsProto(message, content)).finish();
      const read = fromBinary(message, bytes);
      expect(read).toEqual(asEs(message, content));
      expect(other.encode(other.decode(toBinary(message, read))).finish()).toEqual(bytes);
    });
  });
});

test('a byte order mark at the start of a string is written, and dropped by the reader that both generators share', () => {
  const marked = tsProtoTesting.Open.encode(tsProtoTesting.Open.fromPartial({ url: '\u{feff}ws' })).finish();
  expect(Buffer.from(marked).includes('\u{feff}ws')).toBe(true);
  expect(tsProtoTesting.Open.decode(marked).url).toBe('ws');
  expect(fromBinary(esTesting.OpenSchema, marked).url).toBe('ws');
});
