// The vectors of spec/vectors: bytes that neither generator wrote. Both generators read them as what they are, and write them back.

import { readFileSync } from 'node:fs';
import {
  createRegistry,
  type DescFile,
  type DescMessage,
  fromBinary,
  fromJson,
  type JsonValue,
  toBinary,
  toJson,
} from '@bufbuild/protobuf';
import type { BinaryWriter } from '@bufbuild/protobuf/wire';
import { describe, expect, test } from 'vitest';
import * as es from '../../gen/es/index.js';
import * as tsProto from '../../gen/ts-proto/index.js';

interface Bytes {
  readonly name: string;
  readonly message: string;
  readonly hex: string;
}

interface Vector extends Bytes {
  readonly json: JsonValue;
  readonly rewritten?: string;
  readonly withoutUnknown?: string;
}

/** What a message class of ts-proto can do, as far as this test needs it. */
interface TsProto {
  encode(message: unknown): BinaryWriter;
  decode(bytes: Uint8Array): unknown;
}

const read = <T>(file: string): T[] =>
  JSON.parse(readFileSync(new URL(`../../spec/vectors/${file}.json`, import.meta.url), 'utf8')) as T[];

const isFile = (value: unknown): value is DescFile =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'file';

const registry = createRegistry(...Object.values(es).filter(isFile));

function generated(message: string): { schema: DescMessage; other: TsProto } {
  const schema = registry.getMessage(message);
  if (!schema) throw new Error(`"${message}" is no message of the schemas; give a vector the full name of its type`);
  return { schema, other: (tsProto as unknown as Record<string, TsProto>)[schema.name] as TsProto };
}

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Reason codes as numbers, every other enum by name. */
const withReasonNumbers = (json: JsonValue): JsonValue =>
  JSON.parse(
    JSON.stringify(json, (_, value: unknown) =>
      typeof value === 'string' && value.startsWith('REASON_CODE_') ? reasonNumber(value) : value,
    ),
  ) as JsonValue;

const reasonNumber = (name: string) => es.ReasonCodeSchema.values.find((value) => value.name === name)?.number;

/** For an empty list of enums ts-proto writes an empty list, so that what it writes is compared as protobuf-es reads it. */
const paddedByTsProto = 'Joined of the base alone';

/** The generated decoders of ts-proto end at these instead of refusing them. */
const takenByTsProto = [
  'a field without a number',
  'an end without a group',
  'a string that is no UTF-8',
  'a string with half of a surrogate pair',
  'a string with a character that has too many bytes',
  'a string that ends within a character',
];

const files = ['client', 'server', 'reasons', 'room-service'];
const vectors = files.flatMap((file) => read<Vector>(file));

describe.each(files)('%s.json', (file) => {
  const known = read<Vector>(file);

  test('names each vector once', () => {
    const names = known.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });

  describe.each(known)(
    '$name ($message)',
    ({ name, message, hex, json, rewritten = hex, withoutUnknown = rewritten }) => {
      const { schema, other } = generated(message);

      test('is read and written by protobuf-es', () => {
        expect(hexOf(toBinary(schema, fromBinary(schema, bytesOf(hex))))).toBe(rewritten);
      });

      test('is read and written by ts-proto', () => {
        const written = other.encode(other.decode(bytesOf(hex))).finish();
        const compared = name === paddedByTsProto ? toBinary(schema, fromBinary(schema, written)) : written;
        expect(hexOf(compared)).toBe(rewritten);
      });

      test('is this JSON, in both directions', () => {
        expect(withReasonNumbers(toJson(schema, fromBinary(schema, bytesOf(hex))))).toEqual(json);
        expect(hexOf(toBinary(schema, fromJson(schema, json)))).toBe(withoutUnknown);
      });
    },
  );
});

describe.each(read<Bytes>('undecodable'))('undecodable.json: $name', ({ name, message, hex }) => {
  const { schema, other } = generated(message);

  test('is refused by protobuf-es', () => {
    expect(() => fromBinary(schema, bytesOf(hex))).toThrow();
  });

  const taken = takenByTsProto.includes(name);

  test(`is ${taken ? 'taken' : 'refused'} by ts-proto`, () => {
    const attempt = expect(() => other.decode(bytesOf(hex)));
    if (taken) attempt.not.toThrow();
    else attempt.toThrow();
  });
});

describe('nothing is left out', () => {
  const shown = (schema: DescMessage) =>
    new Set(
      vectors.filter(({ message }) => message === schema.typeName).flatMap(({ json }) => Object.keys(json as object)),
    );

  test.each([es.ClientMessageSchema, es.ServerMessageSchema])('each kind of $name', (schema) => {
    expect([...shown(schema)]).toEqual(expect.arrayContaining(schema.fields.map(({ jsonName }) => jsonName)));
  });

  test('each message', () => {
    const sent = Object.values(es)
      .filter(isFile)
      .flatMap((file) => file.messages)
      // ReasonInfo is an option of the schema, and no message that anybody sends.
      .filter((schema) => schema !== es.ReasonInfoSchema)
      .map(({ typeName }) => typeName);
    expect(new Set(vectors.map(({ message }) => message))).toEqual(new Set(sent));
  });

  test('each reason code', () => {
    const codes = read<Vector>('reasons').map(({ json }) => (json as { code?: number }).code);
    const defined = es.ReasonCodeSchema.values.map(({ number }) => number).filter((number) => number > 0);
    expect(codes, 'run: npm run generate').toEqual(expect.arrayContaining([...defined, 1999, undefined]));
  });
});
