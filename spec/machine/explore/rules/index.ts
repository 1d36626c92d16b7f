/**
 * What must hold in every state and of every transition, said without the reducers. That each is told of everything exactly once, in a
 * dense sequence, and of one reason for each departure, is the ledger's to say: it contradicts whoever tells otherwise.
 */

import type { Config } from '../../config.js';
import type { Event } from '../../events.js';
import type { Effect, Message } from '../../messages.js';
import type { Server } from '../../server.js';
import type { Participation, RoomObject } from '../../state.js';
import { type News, ownerOf, Violation } from '../ledger.js';
import type { Transition, World } from '../world.js';

export type Rule = (transition: Transition, next: World, news: News) => void;

function demand(holds: boolean, otherwise: () => string): asserts holds {
  if (!holds) throw new Violation(otherwise());
}

const same = (some: readonly unknown[], others: readonly unknown[]): boolean =>
  some.length === others.length && some.every((one, index) => one === others[index]);

const live = ({ roomObjects }: Server): RoomObject[] =>
  Object.values(roomObjects).filter(({ departure }) => departure === null);
const present = ({ rooms }: Server): (readonly [string, Participation])[] =>
  Object.entries(rooms).flatMap(([name, room]) => room.present.map((one) => [name, one] as const));
const sends = (effects: readonly Effect[]) => effects.flatMap((one) => (one.kind === 'send' ? [one] : []));

/** Nobody is in two rooms, or in none: but for the moment between the two halves of a switch. */
const inOneRoom: Rule = (_, { server }) => {
  const places = present(server);
  for (const { id, participation, room, switching } of live(server)) {
    const rooms = places.flatMap(([name, one]) => (one.roomObject === id ? [name] : []));
    const expected = switching?.phase === 'fixed' ? [] : [room];
    demand(same(rooms, expected), () => `${id} is in ${rooms}, not in ${expected}`);
    const own = places.every(([, one]) => one.roomObject !== id || one.id === participation);
    demand(own, () => `${id} is present as somebody else than ${participation}`);
  }
  for (const [name, { id, roomObject }] of places)
    demand(server.roomObjects[roomObject]?.departure === null, () => `${id} is present in ${name}, and nobody's`);
};

const uniqueInRoom: Rule = (_, { server, ledger }) => {
  for (const room of Object.values(server.rooms)) {
    const names = room.present.map(({ participant }) => participant);
    demand(new Set(names).size === names.length, () => `a participant is present twice: ${names}`);
    for (const { id } of room.present) demand(!(id in ledger.reasons), () => `${id} has departed, and is present`);
  }
};

/** A place is kept for a switch that is under way, and for nothing else. */
const noPlaceLeaks: Rule = (_, { server }) => {
  const kept = Object.entries(server.rooms).flatMap(([name, room]) =>
    room.reserved.map(({ roomObject }) => `${roomObject} in ${name}`),
  );
  const wanted = live(server).flatMap(({ id, switching }) => (switching ? [`${id} in ${switching.room}`] : []));
  demand(same(kept.sort(), wanted.sort()), () => `places are kept for ${kept}, not for ${wanted}`);
};

const closedRoomsForget: Rule = (_, { server }) => {
  for (const [name, room] of Object.entries(server.rooms)) {
    const empty = room.present.length === 0;
    demand((room.session === null) === empty, () => `${name} is open with nobody in it, or closed with somebody`);
    demand(!empty || room.departed.length === 0, () => `${name} is closed and remembers ${room.departed}`);
    demand(!empty || room.reserved.length > 0, () => `${name} is kept though nothing is in it`);
  }
};

/** Without resumption nobody lingers, and nothing is remembered. */
const nothingWithoutResumption: Rule = ({ scope }, { server }) => {
  if (scope.config.resumeWindowMs > 0) return;
  for (const { id, departure, connection, switching, retained, tokens } of Object.values(server.roomObjects)) {
    demand(
      departure === null && retained.length === 0 && tokens.length === 0,
      () => `something of ${id} is remembered`,
    );
    demand(connection !== null || switching !== null, () => `${id} lingers`);
  }
};

/** What a client believes of its room is so. With the ledger's rules: each observer is told of everything, and exactly once. */
const pictureIsTrue: Rule = ({ scope }, { server, ledger }) => {
  for (const { id, room, participation, switching, connection } of live(server)) {
    const unseen = connection === null && scope.config.resumeWindowMs === 0;
    if (switching?.phase === 'fixed' || unseen) continue;
    const others = server.rooms[room]?.present.map((one) => one.id).filter((one) => one !== participation) ?? [];
    const believed = ledger.accounts[id]?.picture ?? [];
    demand(same([...believed].sort(), [...others].sort()), () => `${id} believes in ${believed}, not in ${others}`);
  }
};

/** All see the departures in the same order. */
const oneOrder: Rule = (_transition, _next, news) => {
  const orders = [...news.values()].map((told) =>
    told.flatMap((message) => (message.kind === 'participantLeft' ? [message.participation] : [])),
  );
  for (const some of orders)
    for (const others of orders) {
      const shared = some.filter((one) => others.includes(one));
      const seen = others.filter((one) => some.includes(one));
      demand(same(shared, seen), () => `one sees ${some}, another ${others}`);
    }
};

/** Nothing is sent on a connection that was closed, nor after RoomLeft anything but the close. */
const nothingAfterTheEnd: Rule = ({ world, effects }) => {
  const ended = new Set(world.server.closed);
  const left = new Map<string, number>();
  for (const effect of effects) {
    const { to } = effect;
    demand(!ended.has(to), () => `something is sent on ${to}, which is closed`);
    demand(effect.kind === 'close' || !left.has(to), () => `${to} is sent something after RoomLeft`);
    if (effect.kind === 'close') {
      const code = left.get(to);
      demand(code === undefined || code === effect.code, () => `${to} is closed by ${effect.code}, not by ${code}`);
      ended.add(to);
    } else if (effect.message.kind === 'roomLeft') {
      left.set(to, effect.message.reason === null ? 1000 : 3000 + effect.message.reason);
    }
  }
  for (const to of left.keys()) demand(ended.has(to), () => `${to} is not closed after RoomLeft`);
};

/** Whoever departs over a connection that lives is told so. */
const leaverIsTold: Rule = ({ world, event, after, effects }) => {
  for (const { id, connection } of live(world.server)) {
    const gone = 'connection' in event && event.connection === connection && event.type !== 'request';
    const remains = after.roomObjects[id];
    const departed = remains === undefined || remains.departure !== null;
    const replaced = effects.some((one) => one.kind === 'close' && one.to === connection && one.code === 4200);
    if (connection === null || gone || replaced || !departed) continue;
    const told = sends(effects).some(({ to, message }) => to === connection && message.kind === 'roomLeft');
    demand(told, () => `${id} departs over ${connection} and is not told`);
  }
};

/** The code of each cause, as the prose has them. */
const causes: Partial<Record<string, number>> = {
  leave: 1101,
  end: 1008,
  remove: 1002,
  mode: 1003,
  join: 1011,
  lost: 1001,
  fault: 1001,
  expired: 1001,
  goodbye: 1101,
  failed: 1007,
  closing: 1006,
  fixed: 1005,
  endMeeting: 1009,
  closeRoom: 1006,
  removeParticipant: 1010,
  stopMediaRelay: 1004,
};

const fallback: Partial<Record<number, number | null>> = { 1010: 1002, 1011: null, 1101: null };

const causeOf = (event: Event): string =>
  event.type === 'request' ? event.ask.kind : event.type === 'operate' ? event.call : event.type;

const wire = (config: Config, code: number): number | null => {
  const core = fallback[code];
  return config.extendedCodes || core === undefined ? code : core;
};

/** Of what waited behind a switch several may take effect. */
const reasonIsTrue: Rule = ({ scope: { config }, world, event }, next) => {
  const code = causes[causeOf(event as Event)];
  const expected = code === undefined ? undefined : wire(config, code);
  for (const [participation, reason] of Object.entries(next.ledger.reasons)) {
    if (participation in world.ledger.reasons) continue;
    demand(
      reason === expected || event.type === 'committed',
      () => `${participation} departs by ${reason}, which ${causeOf(event as Event)} does not cause`,
    );
  }
};

/** An answer comes after everything that its request did. */
const answerComesLast: Rule = ({ event, effects }) => {
  if (event.type !== 'request') return;
  const messages = sends(effects).map(({ message }) => message);
  const answer = messages.findIndex((message) => 'replyTo' in message && message.replyTo === event.request);
  demand(answer < 0 || answer === messages.length - 1, () => `request ${event.request} is answered before its effects`);
};

/** A request that was answered is never taken up again, and a refused one changes nothing. */
const atMostOnce: Rule = ({ world, event, after, effects }) => {
  if (event.type !== 'request') return;
  const roomObject = live(world.server).find(({ connection }) => connection === event.connection);
  const answered = (roomObject && world.ledger.accounts[roomObject.id]?.answered) ?? 0;
  const refused = sends(effects).some(({ message }) => message.kind === 'rejected');
  demand(event.request > answered || effects.length === 0, () => `request ${event.request} is taken up again`);
  if (event.request <= answered || refused)
    demand(after.rooms === world.server.rooms, () => `request ${event.request} changes a room`);
};

/** RoomLeft names a request only if that request fixed the departure. */
const replyToTheCause: Rule = ({ event, effects }) => {
  if (event.type === 'committed' || event.type === 'resume' || event.type === 'join') return;
  for (const { to, message } of sends(effects)) {
    if (message.kind !== 'roomLeft') continue;
    const caller = event.type === 'request' && event.connection === to ? event.request : 0;
    demand(message.replyTo === caller, () => `RoomLeft answers ${message.replyTo}, not ${caller}`);
  }
};

/** With announces_each those who are sent away together hear of each other, and without it they do not. */
const announcesEach: Rule = ({ scope, world, event, effects }, next) => {
  const ends = ['end', 'endMeeting', 'closeRoom', 'closing'].includes(causeOf(event as Event));
  if (!ends) return;
  const gone = Object.keys(next.ledger.reasons).filter((one) => !(one in world.ledger.reasons));
  for (const { id, connection, participation } of live(world.server)) {
    if (connection === null || !gone.includes(participation)) continue;
    const left = sends(effects).filter(({ to, message }) => to === connection && message.kind === 'participantLeft');
    const expected = scope.config.announcesEach ? gone.length - 1 : 0;
    demand(left.length === expected, () => `${id} hears of ${left.length} others who leave with it, not ${expected}`);
  }
};

/** Which answer a Resume has, from the tokens that were given and heard, and from what was told. */
const resumeIsAnswered: Rule = ({ scope, world, event, effects }, next) => {
  if (event.type !== 'resume') return;
  const expected = resumption(scope.config, world, event);
  const own = sends(effects).filter(({ to }) => to === event.connection);
  const first = own[0]?.message;
  const got = first === undefined ? 'nothing' : first.kind === 'rejected' ? first.code : first.kind;
  demand(got === expected, () => `Resume is answered by ${got}, not by ${expected}`);
  if (got !== 'resumed') return;
  const owner = ownerOf(world.ledger.accounts, event.token) ?? '';
  const missed = (world.ledger.accounts[owner]?.told.length ?? 0) - event.sequence;
  demand(own.length === missed + 1, () => `${own.length - 1} messages are sent again, not ${missed}`);
  demand(
    next.server.roomObjects[owner]?.connection === event.connection,
    () => `${owner} is not carried by the new one`,
  );
  const { connection: old = null } = world.server.roomObjects[owner] ?? {};
  const closed = effects.some((one) => one.kind === 'close' && one.to === old && one.code === 4200);
  demand(old === null || closed, () => `${old} is not closed by 4200`);
};

function resumption(config: Config, world: World, { token, sequence }: Event & { type: 'resume' }): string {
  const owner = ownerOf(world.ledger.accounts, token);
  const account = owner === undefined ? undefined : world.ledger.accounts[owner];
  const roomObject = owner === undefined ? undefined : world.server.roomObjects[owner];
  if (!account || !roomObject) return 'not_found';
  if (account.given.findIndex((one) => one.token === token) < account.heard) return 'not_found';
  if (roomObject.departure !== null) return 'roomLeft';
  if (roomObject.switching?.phase === 'fixed') return 'nothing';
  const { acked, told } = account;
  const oldest = Math.max(Math.min(acked, told.length), told.length - config.retain);
  return sequence > told.length || sequence < oldest ? 'not_found' : 'resumed';
}

/** Which answer a repeated Join has. It never makes a second participation. */
const repeatIsAnswered: Rule = ({ scope, world, event, effects }, next) => {
  if (event.type !== 'join' || event.access !== 'granted') return;
  const roomObject = world.server.roomObjects[event.joinId];
  if (!roomObject) return;
  const news = Object.keys(next.server.roomObjects).length - Object.keys(world.server.roomObjects).length;
  demand(news === 0, () => 'a repeated Join is a second join');
  const first = sends(effects).find(({ to }) => to === event.connection)?.message;
  const joined = first?.kind === 'joined' ? 'joined' : undefined;
  const { acked = 0, told = [] } = world.ledger.accounts[event.joinId] ?? {};
  const held = acked < 1 && told.length <= scope.config.retain;
  const got = joined ?? (first?.kind === 'rejected' ? 'not_found' : (first?.kind ?? 'nothing'));
  const expected = repetition(roomObject, held);
  demand(got === expected, () => `the repeated Join is answered by ${got}, not by ${expected}`);
};

function repetition({ departure, switching }: RoomObject, held: boolean): Message['kind'] | 'not_found' | 'nothing' {
  if (departure !== null) return 'roomLeft';
  if (switching?.phase === 'fixed') return 'nothing';
  return held ? 'joined' : 'not_found';
}

const hasClauses: Rule = ({ effects }) => {
  for (const { clauses } of effects) demand(clauses.length > 0, () => 'an effect without a clause');
};

export const rules: readonly Rule[] = [
  inOneRoom,
  uniqueInRoom,
  noPlaceLeaks,
  closedRoomsForget,
  nothingWithoutResumption,
  pictureIsTrue,
  oneOrder,
  nothingAfterTheEnd,
  leaverIsTold,
  reasonIsTrue,
  answerComesLast,
  atMostOnce,
  replyToTheCause,
  announcesEach,
  resumeIsAnswered,
  repeatIsAnswered,
  hasClauses,
];
