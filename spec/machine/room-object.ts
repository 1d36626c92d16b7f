/** What one room object is told: numbered, kept until it is acknowledged, and sent again to a client that resumes. */

import { type Config, resumable } from './config.js';
import type { Event } from './events.js';
import type { Clauses, ConnectionId, Effect, Message, RoomObjectId, Step } from './messages.js';
import { closeCode } from './reasons.js';
import type { Participation, Retained, RoomObject, Server } from './state.js';

/**
 * Tells a room object one message. RoomLeft ends it. Clause `sequence.dense`.
 *
 * @example
 * const news: Message = { kind: 'participantLeft', ...ourDeparture };
 * const [next, effects] = tellRoomObject(configOf(), ourRoomObject, news, ['sequence.dense']);
 */
export function tellRoomObject(
  config: Config,
  roomObject: RoomObject,
  message: Message,
  clauses: Clauses,
): Step<RoomObject> {
  const sequence = roomObject.sequence + 1;
  const entry: Retained = { sequence, message, clauses };
  const effects = roomObject.connection === null ? [] : [sending(roomObject, roomObject.connection, entry)];
  if (message.kind === 'roomLeft') return finish(roomObject, message, clauses, effects);
  const retained = resumable(config) ? kept(config, roomObject, entry) : [];
  return [{ ...roomObject, sequence, retained }, effects];
}

/**
 * Of more than is kept the oldest are forgotten, and nobody departs for it. Clauses `resume.retained`,
 * `resume.overflow`.
 */
function kept({ retain }: Config, { retained }: RoomObject, entry: Retained): readonly Retained[] {
  const all = [...retained, entry];
  return all.slice(Math.max(all.length - retain, 0));
}

/**
 * No connection carries it, and its window runs. A client that said goodbye behind a switch is not coming back, and
 * leaves when the switch is decided.
 */
export const lingers = ({ connection, departure, switching }: RoomObject): boolean =>
  connection === null && departure === null && !switching?.held.some(({ type }) => type === 'goodbye');

/** The connections on which somebody waits to come back when a switch is done. */
export const returning = ({ switching }: RoomObject): ConnectionId[] =>
  (switching?.held ?? []).flatMap((event) =>
    event.type === 'resume' || event.type === 'join' ? [event.connection] : [],
  );

/**
 * Every connection that concerns a room object: the one that carries it, and those on which somebody waits to come back.
 *
 * @example
 * for (const connection of connectionsOf(ourRoomObject)) console.log(connection);
 */
export const connectionsOf = (roomObject: RoomObject): ConnectionId[] =>
  roomObject.connection === null ? returning(roomObject) : [roomObject.connection, ...returning(roomObject)];

function finish(
  roomObject: RoomObject,
  { reason, replyTo }: Message & { kind: 'roomLeft' },
  clauses: Clauses,
  effects: readonly Effect[],
): Step<RoomObject> {
  const closing = roomObject.connection === null ? [] : [closeWith(roomObject.connection, closeCode(reason))];
  return [
    {
      ...roomObject,
      sequence: roomObject.sequence + 1,
      connection: null,
      retained: [],
      switching: null,
      departure: { reason, replyTo, clauses },
    },
    [...effects, ...closing],
  ];
}

/** The close behind RoomLeft. */
export const closeWith = (to: ConnectionId, code: number): Effect => ({
  kind: 'close',
  to,
  code,
  clauses: ['close.code', 'close.follows'],
});

/** A Joined bears the newest token and what has been taken up, whenever it is sent. */
function sending(roomObject: RoomObject, to: ConnectionId, { sequence, message, clauses }: Retained): Effect {
  const current = message.kind === 'joined' ? { ...message, ...credentials(roomObject) } : message;
  return { kind: 'send', to, message: current, sequence, clauses };
}

/** What a Joined or a Resumed bears besides: the newest token, and the highest request taken up. */
export const credentials = ({ tokens, lastRequest }: RoomObject) => ({
  token: tokens.at(-1)?.value ?? '',
  lastRequest,
});

/** Everything after a sequence once more, as it was first numbered. Clause `resume.missed`. */
export const resend = (roomObject: RoomObject, to: ConnectionId, after: number): Effect[] =>
  roomObject.retained
    .filter(({ sequence }) => sequence > after)
    .map((entry) => sending(roomObject, to, { ...entry, clauses: ['resume.missed'] }));

/**
 * The same messages, with one of them earlier in their order. The machine numbers what it tells at once; a server may
 * put what happened to different people into another order.
 */
export function numberedAs(roomObject: RoomObject, message: Message, sequence: number): RoomObject {
  const [first] = roomObject.retained;
  const found = roomObject.retained.find((one) => one.message === message || isJoined(one.message, message));
  if (!first || !found || found.sequence === sequence) return roomObject;
  const others = roomObject.retained.filter((one) => one !== found);
  const place = Math.max(sequence - first.sequence, 0);
  const ordered = [...others.slice(0, place), found, ...others.slice(place)];
  return { ...roomObject, retained: ordered.map((one, index) => ({ ...one, sequence: first.sequence + index })) };
}

const isJoined = (one: Message, other: Message): boolean =>
  one.kind === 'joined' && other.kind === 'joined' && one.participation === other.participation;

/** Gives the next token. It comes with the Joined of `sequence`, or with a Resumed: 0. */
export function give(config: Config, roomObject: RoomObject, value: string, sequence: number): RoomObject {
  return resumable(config) ? { ...roomObject, tokens: [...roomObject.tokens, { value, sequence }] } : roomObject;
}

/**
 * A message has arrived on the connection that carries a room object. Clauses `resume.tokens-serve`,
 * `resume.token-dies`.
 */
export function hear(config: Config, roomObject: RoomObject, ack: number): RoomObject {
  const newest = roomObject.tokens.findLastIndex(({ sequence }) => sequence !== null && sequence <= ack);
  const covered = roomObject.retained.findIndex(({ sequence }) => sequence > ack);
  const acknowledged = covered < 0 ? roomObject.retained.length : covered;
  const forgotten = config.keepsAcknowledged ? 0 : acknowledged;
  if (newest <= 0 && forgotten === 0) return roomObject;
  return {
    ...roomObject,
    tokens: roomObject.tokens.slice(Math.max(newest, 0)),
    retained: roomObject.retained.slice(forgotten),
  };
}

/** A room object over another connection: what was given over earlier ones has not been heard, and never will be. */
export const carry = (roomObject: RoomObject, connection: ConnectionId): RoomObject => ({
  ...roomObject,
  connection,
  tokens: roomObject.tokens.map(({ value }) => ({ value, sequence: null })),
});

/** Whether a room object may come back with a token. */
export const serves = (roomObject: RoomObject, token: string): boolean =>
  roomObject.tokens.some(({ value }) => value === token);

/** Whether everything after a sequence is still there to be sent again. */
const holds = ({ sequence: newest, retained }: RoomObject, sequence: number): boolean =>
  sequence <= newest && sequence >= newest - retained.length;

/** The participation in which a room object is now. */
export const participationOf = ({ id, participant, role, participation }: RoomObject): Participation => ({
  id: participation,
  participant,
  role,
  roomObject: id,
});

/**
 * Whether everything that the client has missed is there: for a repeated Join that is everything from its Joined on.
 */
export const mayReturn = (roomObject: RoomObject, event: Event & { type: 'resume' | 'join' }): boolean =>
  event.type === 'resume' ? holds(roomObject, event.sequence) : roomObject.retained[0]?.sequence === 1;

/**
 * The server that has numbered a message so: what is told of different people may be put into another order.
 * Clause `sequence.dense`.
 *
 * @example
 * const server = numbered(idle, 'c1', ourMessage, 7);
 */
export function numbered(server: Server, id: RoomObjectId, message: Message, sequence: number): Server {
  const roomObject = server.roomObjects[id];
  const next = roomObject && numberedAs(roomObject, message, sequence);
  return !next || next === roomObject ? server : { ...server, roomObjects: { ...server.roomObjects, [id]: next } };
}
