/**
 * Lines of a log as nearly all of them are: the names of the schema as ProtoJSON writes them, and nothing else. These are read
 * without a message being made of them, which is several times as fast. What is in any way unusual is left to the schema.
 */
import {
  Feature as FeatureNumber,
  ReasonCode,
  Code as RefusalNumber,
  Role as RoleNumber,
} from '../../../gen/es/index.js';
import { LogLineSchema } from '../../../gen/es/testing/index.js';
import type { Feature } from '../features.js';
import type { LogEntry, LogEvent } from '../log.js';
import { type Member, type Observation, silentJoined } from '../observation.js';
import type { Candidates, Refusal, Role } from '../words.js';
import { feature, refusal } from './shared.js';

type Plain = Readonly<Record<string, unknown>>;

/** The entry, or nothing: then the schema must say what it is, or what is wrong with it. */
export function readQuickly(json: unknown): LogEntry | undefined {
  try {
    return line(json);
  } catch (error) {
    if (error === UNUSUAL) return undefined;
    throw error;
  }
}

const UNUSUAL = Symbol('something that only the schema can tell');

function line(json: unknown): LogEntry {
  const { at, connection, fromServer, fromClient, closed } = plain(json);
  if (typeof at !== 'number' || typeof connection !== 'string' || connection === '') throw UNUSUAL;
  const given = Number(fromServer !== undefined) + Number(fromClient !== undefined) + Number(closed !== undefined);
  if (given !== 1) throw UNUSUAL;
  // Other names than the schema's are the owner's own, and say nothing here.
  for (const name in json as Plain) if (!top.has(name) && ofALine.has(name)) throw UNUSUAL;
  if (fromServer !== undefined) return { at, connection, kind: 'seen', observation: shown(only(fromServer, envelope)) };
  if (fromClient !== undefined) return { at, connection, ...asked(only(fromClient, request)) };
  const { by, code } = only(closed, end);
  return { at, connection, kind: 'closed', by: word(ends, by), code: number(code) };
}

const top = new Set(['at', 'connection', 'fromServer', 'fromClient', 'closed']);
/** Every name that the schema has for a field of a line, in both of its spellings. */
export const ofALine: ReadonlySet<string> = new Set(
  LogLineSchema.fields.flatMap(({ jsonName, name }) => [jsonName, name]),
);
const end = new Set(['by', 'code']);
const ends = new Map([
  ['CLOSED_BY_SERVER', 'server' as const],
  ['CLOSED_BY_CLIENT', 'client' as const],
  ['CLOSED_BY_NETWORK', 'network' as const],
]);

function plain(json: unknown): Plain {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw UNUSUAL;
  return json as Plain;
}

/** An object with no other names in it than these. */
function only(json: unknown, names: ReadonlySet<string>): Plain {
  const object = plain(json);
  for (const name in object) if (!names.has(name)) throw UNUSUAL;
  return object;
}

const MOST = 2 ** 32 - 1;

function number(json: unknown): number {
  if (json === undefined) return 0;
  if (typeof json !== 'number' || !Number.isInteger(json) || json < 0 || json > MOST) throw UNUSUAL;
  return json;
}

function text(json: unknown): string {
  if (json === undefined) return '';
  if (typeof json !== 'string') throw UNUSUAL;
  return json;
}

function list(json: unknown): readonly unknown[] {
  if (json === undefined) return [];
  if (!Array.isArray(json)) throw UNUSUAL;
  return json;
}

/** What an enum's name stands for. */
function word<Word>(words: ReadonlyMap<string, Word>, json: unknown): Word {
  const found = typeof json === 'string' ? words.get(json) : undefined;
  if (found === undefined) throw UNUSUAL;
  return found;
}

/** The names of an enum's values in JSON, with what each is here. */
function named<Word>(
  prefix: string,
  numbers: Readonly<Record<string, string | number>>,
  turn: (number: number) => Word,
) {
  const names = Object.entries(numbers).filter(([, value]) => typeof value === 'number') as [string, number][];
  return new Map(names.filter(([, value]) => value > 0).map(([name, value]) => [`${prefix}_${name}`, turn(value)]));
}

const refusals: ReadonlyMap<string, Refusal | 'unspecified'> = named('CODE', RefusalNumber, refusal.word);
const features: ReadonlyMap<string, Feature> = named('FEATURE', FeatureNumber, feature.word);
const codes: ReadonlyMap<string, number> = named('REASON_CODE', ReasonCode, (code) => code);
const roles: ReadonlyMap<string, Role> = named('ROLE', RoleNumber, (role) =>
  role === RoleNumber.HOST ? 'host' : 'attendee',
);

// What the server sends.

const envelope = new Set([
  'sequence',
  'replyTo',
  'joined',
  'resumed',
  'accepted',
  'rejected',
  'participantJoined',
  'participantLeft',
  'roomLeft',
  'heartbeat',
]);
const none: ReadonlySet<string> = new Set();

function shown(message: Plain): Observation {
  const numbers = { sequence: number(message.sequence), replyTo: number(message.replyTo) };
  const [kind, body] = content(message, numbered);
  switch (kind) {
    case 'joined':
      return { ...joined(only(body, joinedFields)), ...numbers };
    case 'resumed': {
      const { resumeToken, lastRequestId } = only(body, resumedFields);
      return { kind, ...numbers, token: text(resumeToken), lastRequest: number(lastRequestId) };
    }
    case 'rejected':
      return { kind, ...numbers, code: word(refusals, only(body, rejectedFields).code) };
    case 'participantJoined':
      return { kind, ...numbers, member: member(only(body, arrivedFields).participant) };
    case 'participantLeft': {
      const { participantId, participationId, reason } = only(body, leftFields);
      const who = { participant: text(participantId), participation: text(participationId) };
      return { kind, ...numbers, ...who, reason: candidates(reason) };
    }
    case 'roomLeft':
      return { kind, ...numbers, reason: candidates(only(body, roomLeftFields).reason) };
    case 'accepted':
    case 'heartbeat':
      only(body, none);
      return { kind, ...numbers };
    default:
      throw UNUSUAL;
  }
}

const numbered: ReadonlySet<string> = new Set(['sequence', 'replyTo', 'requestId', 'ack']);

/** The one field that says what a message is. */
function content(message: Plain, beside: ReadonlySet<string>): readonly [string, unknown] {
  let found: readonly [string, unknown] | undefined;
  for (const name in message) {
    if (beside.has(name)) continue;
    if (found) throw UNUSUAL;
    found = [name, message[name]];
  }
  if (!found) throw UNUSUAL;
  return found;
}

const joinedFields = new Set([
  'sessionId',
  'participationId',
  'roster',
  'features',
  'resumeWindowMs',
  'heartbeatIntervalMs',
  'heartbeatTimeoutMs',
  'resumeToken',
  'lastRequestId',
]);
const resumedFields = new Set(['resumeToken', 'lastRequestId']);
const rejectedFields = new Set(['code', 'message']);
const arrivedFields = new Set(['participant']);
const leftFields = new Set(['participantId', 'participationId', 'reason']);
const roomLeftFields = new Set(['reason']);
const reasonFields = new Set(['code', 'message']);
const memberFields = new Set(['participantId', 'participationId', 'role']);

/** A field that is not read here is no name of `joinedFields` either, so that a line which bears it is left to the schema. */
const joined = (body: Plain): Observation & { kind: 'joined' } => ({
  ...silentJoined,
  kind: 'joined',
  session: text(body.sessionId),
  participation: text(body.participationId),
  roster: list(body.roster).map(member),
  features: list(body.features).map((one) => word(features, one)),
  resumeWindowMs: number(body.resumeWindowMs),
  heartbeatIntervalMs: number(body.heartbeatIntervalMs),
  heartbeatTimeoutMs: number(body.heartbeatTimeoutMs),
  token: text(body.resumeToken),
  lastRequest: number(body.lastRequestId),
});

function member(json: unknown): Member {
  const { participantId, participationId, role } = only(json, memberFields);
  return { participant: text(participantId), participation: text(participationId), role: word(roles, role) };
}

function candidates(json: unknown): Candidates {
  if (json === undefined) return ['absent'];
  const { code, message } = only(json, reasonFields);
  text(message);
  return [typeof code === 'string' ? word(codes, code) : number(code)];
}

// What the client sends: the requests that are most common.

const request = new Set(['requestId', 'ack', 'join', 'leave', 'end', 'sync', 'remove', 'ackOnly']);
const joinFields = new Set(['roomId', 'participantId', 'role', 'accessToken', 'joinId']);
const removeFields = new Set(['participationId']);

function asked(message: Plain): Extract<LogEvent, { kind: 'join' | 'ask' | 'ack' }> {
  const ack = number(message.ack);
  const own = { request: number(message.requestId), ack };
  const [kind, body] = content(message, numbered);
  switch (kind) {
    case 'join': {
      const { roomId, participantId, role, accessToken, joinId } = only(body, joinFields);
      text(accessToken);
      const who = { participant: text(participantId), role: word(roles, role), joinId: text(joinId) };
      return { kind, room: text(roomId), ...who };
    }
    case 'ackOnly':
      only(body, none);
      return { kind: 'ack', ack };
    case 'remove':
      return { kind: 'ask', ...own, question: { kind, participation: text(only(body, removeFields).participationId) } };
    case 'leave':
    case 'end':
    case 'sync':
      only(body, none);
      return { kind: 'ask', ...own, question: { kind } };
    default:
      throw UNUSUAL;
  }
}
