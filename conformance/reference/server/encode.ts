/** Messages to bytes. What goes to many at once is encoded once; only the numbers before it differ. */
import {
  create,
  fromBinary,
  type MessageInitShape,
  toBinary,
  toJsonString,
  type UnknownField,
} from '@bufbuild/protobuf';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import {
  Code,
  JoinedSchema,
  ParticipantSchema,
  type ReasonSchema,
  Role,
  ServerMessageSchema,
} from '../../../gen/es/index.js';
import type { Member, Message, Reason, Refusal } from '../../../spec/machine/messages.js';
import type { Outgoing, Parts } from './parts.js';
import { declaredFeatures, type ServerSettings } from './settings.js';

type Kind = NonNullable<MessageInitShape<typeof ServerMessageSchema>['kind']>;

/** Turns a message with its sequence into bytes. */
export type EncodeMessage = (message: Outgoing, sequence: number) => Uint8Array;

/** The tags of ServerMessage's `sequence` and `reply_to`: numbers, as fields 1 and 2. */
const SEQUENCE = (1 << 3) | 0;
const REPLY_TO = (2 << 3) | 0;

/** The fields of a protobuf message may come in any order, one after another: so the numbers are set before what is shared. */
export function encoder(settings: ServerSettings, words: Parts['words']): EncodeMessage {
  const announced = announcement(settings);
  const fieldsOf = rosterEncoder();
  const content = (message: Outgoing) => {
    const kind = write(message, announced, words);
    const whole = create(ServerMessageSchema, { kind });
    if (message.kind === 'joined' && whole.kind.case === 'joined') whole.kind.value.$unknown = fieldsOf(message.roster);
    return toBinary(ServerMessageSchema, whole);
  };
  const shared = new WeakMap<Outgoing, Uint8Array>();
  const farewells = new Map<Reason, Uint8Array>();
  const contentOnce = (message: Outgoing) => {
    // A room of ten thousand that is ended makes as many of them, and all say the same.
    if (message.kind === 'roomLeft') return remembered(farewells, message.reason, () => content(message));
    return goesToMany.has(message.kind) ? remembered(shared, message, () => content(message)) : content(message);
  };
  return (message, sequence) => {
    const replyTo = 'replyTo' in message ? message.replyTo : 0;
    return numbered(contentOnce(message), sequence, replyTo);
  };
}

interface Memory<Key> {
  get(key: Key): Uint8Array | undefined;
  set(key: Key, bytes: Uint8Array): unknown;
}

function remembered<Key>(memory: Memory<Key>, key: Key, make: () => Uint8Array): Uint8Array {
  const known = memory.get(key);
  if (known) return known;
  const bytes = make();
  memory.set(key, bytes);
  return bytes;
}

/** Each of the two numbers takes a byte for its tag and at most five for itself. */
const MOST_BYTES = 12;

function numbered(bytes: Uint8Array, sequence: number, replyTo: number): Uint8Array {
  const whole = Buffer.allocUnsafe(MOST_BYTES + bytes.length);
  const start = putField(whole, putField(whole, 0, SEQUENCE, sequence), REPLY_TO, replyTo);
  whole.set(bytes, start);
  return whole.subarray(0, start + bytes.length);
}

/** Writes a number as a field, seven bits a byte, and gives the place behind it; 0 is left out. */
function putField(whole: Buffer, start: number, tag: number, value: number): number {
  if (value === 0) return start;
  whole[start] = tag;
  let at = start + 1;
  let rest = value;
  while (rest > 0x7f) {
    whole[at] = (rest & 0x7f) | 0x80;
    at += 1;
    rest >>>= 7;
  }
  whole[at] = rest;
  return at + 1;
}

const goesToMany: ReadonlySet<string> = new Set<Outgoing['kind']>([
  'participantJoined',
  'participantLeft',
  'heartbeat',
]);

/** What each Joined says of the server. */
const announcement = (settings: ServerSettings) => ({
  features: declaredFeatures(settings),
  resumeWindowMs: settings.config.resumeWindowMs,
  heartbeatIntervalMs: settings.heartbeat.intervalMs,
  heartbeatTimeoutMs: settings.heartbeat.timeoutMs,
});

function write(message: Outgoing, announced: ReturnType<typeof announcement>, words: Parts['words']): Kind {
  switch (message.kind) {
    case 'joined':
      return { case: 'joined', value: { ...joined(message), ...announced } };
    case 'resumed':
      return { case: 'resumed', value: { resumeToken: message.token, lastRequestId: message.lastRequest } };
    case 'accepted':
      return { case: 'accepted', value: {} };
    case 'rejected':
      return { case: 'rejected', value: { code: codes[message.code], message: '' } };
    case 'participantJoined':
      return { case: 'participantJoined', value: { participant: participant(message.member) } };
    case 'participantLeft': {
      const { participant: participantId, participation: participationId } = message;
      return { case: 'participantLeft', value: { participantId, participationId, ...reason(message.reason, words) } };
    }
    case 'roomLeft':
      return { case: 'roomLeft', value: reason(message.reason, words) };
    case 'heartbeat':
      return { case: 'heartbeat', value: {} };
  }
}

/** All but the roster. */
const joined = (message: Message & { kind: 'joined' }) => ({
  sessionId: message.session,
  participationId: message.participation,
  resumeToken: message.token,
  lastRequestId: message.lastRequest,
});

/** An absent reason is left out; the message is for people, and may be empty. */
const reason = (code: Reason, words: Parts['words']): { reason?: MessageInitShape<typeof ReasonSchema> } =>
  code === null ? {} : { reason: { code, message: words(code) } };

const codes: Record<Refusal, Code> = {
  permission_denied: Code.PERMISSION_DENIED,
  invalid_argument: Code.INVALID_ARGUMENT,
  not_found: Code.NOT_FOUND,
  already_exists: Code.ALREADY_EXISTS,
  unimplemented: Code.UNIMPLEMENTED,
  unauthenticated: Code.UNAUTHENTICATED,
  resource_exhausted: Code.RESOURCE_EXHAUSTED,
  unavailable: Code.UNAVAILABLE,
};

/** Turns what an encoder writes into text. What goes to many is not shared here: a room of ten thousand uses the binary form. */
export const inJson =
  (encode: EncodeMessage) =>
  (message: Outgoing, sequence: number): string =>
    toJsonString(ServerMessageSchema, fromBinary(ServerMessageSchema, encode(message, sequence)), {
      enumAsInteger: true,
    });

/** Nobody says here who has gone: what has not been asked for, while so many others and twice a roster were, is dropped. */
const SOME_ENTRIES = 1_024;

/**
 * Gives the entries of a roster as fields that are encoded already, which is what protobuf-es keeps unknown fields as.
 * A participation's id is never used again, so that what it stands for never changes.
 */
export function rosterEncoder(): (roster: readonly Member[]) => UnknownField[] {
  let recent = new Map<string, UnknownField>();
  let earlier = new Map<string, UnknownField>();
  const field = (member: Member): UnknownField => {
    const known = recent.get(member.participation);
    if (known) return known;
    const made = earlier.get(member.participation) ?? encoded(member);
    recent.set(member.participation, made);
    return made;
  };
  return (roster) => {
    if (recent.size > SOME_ENTRIES + 2 * roster.length) {
      earlier = recent;
      recent = new Map();
    }
    return roster.map(field);
  };
}

function encoded(member: Member): UnknownField {
  const bytes = toBinary(ParticipantSchema, create(ParticipantSchema, participant(member)));
  const data = new BinaryWriter().bytes(bytes).finish();
  return { no: JoinedSchema.field.roster.number, wireType: WireType.LengthDelimited, data };
}

/** A member, as the schema has it. */
export const participant = ({ participant: participantId, participation: participationId, role }: Member) => ({
  participantId,
  participationId,
  role: role === 'host' ? Role.HOST : Role.ATTENDEE,
});
