/** What the codecs of all messages are made of. */
import {
  create,
  type DescMessage,
  fromBinary,
  fromJson,
  type JsonValue,
  type Message,
  type MessageInitShape,
  type MessageShape,
  toBinary,
  toJson,
} from '@bufbuild/protobuf';
import { type Feature as FeatureNumber, Code as RefusalNumber, Role as RoleNumber } from '../../../gen/es/index.js';
import { featureTable } from '../../../gen/features.js';
import { type Feature, features } from '../features.js';
import type { Refusal, Role } from '../words.js';

/** Data that cannot be turned, because it is not what it should be. The message is one sentence for the person who gave it. */
export class CodecError extends Error {
  override readonly name = 'CodecError';
}

/** One kind of data, as a message, as its bytes, and as ProtoJSON. */
export interface Codec<Data, Desc extends DescMessage> {
  toMessage(data: Data): MessageShape<Desc>;
  fromMessage(message: MessageShape<Desc>): Data;
  toBinary(data: Data): Uint8Array;
  fromBinary(bytes: Uint8Array): Data;
  toJson(data: Data): JsonValue;
  fromJson(json: JsonValue): Data;
}

/** A codec of its two halves. Whatever goes wrong in them leaves it as a {@link CodecError}. */
export function codec<Data, Desc extends DescMessage>(
  schema: Desc,
  encode: (data: Data) => MessageInitShape<Desc>,
  decode: (message: MessageShape<Desc>) => Data,
): Codec<Data, Desc> {
  const toMessage = (data: Data) => create(schema, encode(data));
  const saying = <T>(before: string, work: () => T): T => {
    try {
      return work();
    } catch (error) {
      if (error instanceof CodecError) throw error;
      const why = error instanceof Error ? error.message : String(error);
      throw new CodecError(`${before} ${schema.typeName}: ${why.replace(/\.$/, '')}.`);
    }
  };
  const writing = 'This cannot be written as';
  const reading = 'This cannot be read as';
  return {
    toMessage: (data) => saying(writing, () => toMessage(data)),
    fromMessage: (message) => saying(reading, () => decode(message)),
    toBinary: (data) => saying(writing, () => toBinary(schema, toMessage(data))),
    fromBinary: (bytes) => saying(reading, () => decode(fromBinary(schema, bytes))),
    toJson: (data) => saying(writing, () => toJson(schema, toMessage(data), { alwaysEmitImplicit: true })),
    fromJson: (json) => saying(reading, () => decode(fromJson(schema, json))),
  };
}

/** A fixed vocabulary and the numbers of an enum: a word that has no number does not compile. */
export function words<Word extends string, N extends number>(what: string, numbers: Record<Word, N>) {
  const byNumber = new Map<number, Word>((Object.entries(numbers) as [Word, N][]).map(([word, n]) => [n, word]));
  return {
    number(word: Word): N {
      if (!Object.hasOwn(numbers, word)) throw new CodecError(`"${word}" is no ${what} that this version knows.`);
      return numbers[word];
    },
    word(number: number): Word {
      const word = byNumber.get(number);
      if (word === undefined) throw new CodecError(`${number} is no ${what} that this version knows.`);
      return word;
    },
  };
}

// Vocabularies that more than one message speaks.

/** Refusals, and their numbers. */
export const refusal = words<Refusal | 'unspecified', RefusalNumber>('refusal', {
  unspecified: RefusalNumber.UNSPECIFIED,
  canceled: RefusalNumber.CANCELED,
  unknown: RefusalNumber.UNKNOWN,
  invalid_argument: RefusalNumber.INVALID_ARGUMENT,
  deadline_exceeded: RefusalNumber.DEADLINE_EXCEEDED,
  not_found: RefusalNumber.NOT_FOUND,
  already_exists: RefusalNumber.ALREADY_EXISTS,
  permission_denied: RefusalNumber.PERMISSION_DENIED,
  resource_exhausted: RefusalNumber.RESOURCE_EXHAUSTED,
  failed_precondition: RefusalNumber.FAILED_PRECONDITION,
  aborted: RefusalNumber.ABORTED,
  out_of_range: RefusalNumber.OUT_OF_RANGE,
  unimplemented: RefusalNumber.UNIMPLEMENTED,
  internal: RefusalNumber.INTERNAL,
  unavailable: RefusalNumber.UNAVAILABLE,
  data_loss: RefusalNumber.DATA_LOSS,
  unauthenticated: RefusalNumber.UNAUTHENTICATED,
});

/** Roles, and their numbers. */
export const role = words<Role, RoleNumber>('role', { host: RoleNumber.HOST, attendee: RoleNumber.ATTENDEE });

/** Features, and their numbers. */
export const feature = words<Feature, FeatureNumber>(
  'feature',
  Object.fromEntries(features.map((name) => [name, featureTable[name].number])) as Record<Feature, FeatureNumber>,
);

/** The fields of a message, without what the library keeps beside them. */
export function fieldsOf<M extends Message>(message: M): Omit<M, '$typeName' | '$unknown'> {
  const { $typeName: _, $unknown: __, ...fields } = message;
  return fields;
}

/** A part that must be there. */
export function need<T>(part: T | undefined, what: string): T {
  if (part === undefined) throw new CodecError(`${what} is missing.`);
  return part;
}

/** `{ [key]: value }`, or nothing at all: a property that is left out is not the same as one that is undefined. */
export const maybe = <K extends string, T>(key: K, value: T | undefined): { [P in K]?: T } =>
  (value === undefined ? {} : { [key]: value }) as { [P in K]?: T };

/** The error for data that the types exclude, and that came all the same. */
export const unknownKind = (what: string, data: never): CodecError =>
  new CodecError(`"${(data as { kind?: unknown }).kind}" is no kind of ${what} that this version knows.`);
