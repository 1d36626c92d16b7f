/** A server to be played with, in few words: what is done to it comes back as lines of what it sends. */

import { baseConfig, type Config } from '../config.js';
import type { Access, Ask, Event, RoomServiceCall, ServerEvent } from '../events.js';
import type { Effect, Message, Role } from '../messages.js';
import { enabled, step } from '../server.js';
import type { RoomObject } from '../state.js';
import { idle, type Server } from '../state.js';

/** A server with most features. */
export const everything: Config = { ...baseConfig, switch: true, viewer: true, relay: true, resumeWindowMs: 10_000 };

type Join = Event & { type: 'join' };
type Operate = Event & { type: 'operate' };

/**
 * A Join's participation, room object and join_id bear the name of its connection; the participant is that name without
 * its number. `ann` is a host, everybody else an attendee.
 */
export class Meeting {
  server: Server = idle;
  /** What the last event has sent. */
  effects: readonly Effect[] = [];
  readonly #requests = new Map<string, number>();

  constructor(readonly config: Config = everything) {}

  do(event: ServerEvent): string[] {
    [this.server, this.effects] = step(this.config, this.server, event);
    return this.effects.map(say);
  }

  join(connection: string, room = 'blue', changes: Partial<Join> = {}): string[] {
    const participant = connection.replace(/\d+$/, '');
    const role: Role = participant === 'ann' ? 'host' : 'attendee';
    const made = { session: `${room}/${connection}`, participation: connection, token: `${connection}.token` };
    const access = 'granted';
    return this.do({
      type: 'join',
      connection,
      room,
      participant,
      role,
      access,
      joinId: connection,
      ...made,
      ...changes,
    });
  }

  /** The Join of `whose` once more, over another connection. */
  repeat(whose: string, connection: string, room = 'blue', changes: Partial<Join> = {}): string[] {
    const participant = whose.replace(/\d+$/, '');
    const made = { session: `${room}/${connection}`, participation: connection, token: `${connection}.token` };
    return this.join(whose, room, { connection, participant, ...made, ...changes });
  }

  /** The next request of a connection, or the one of the given number. */
  ask(connection: string, ask: Ask | Ask['kind'], request = this.#next(connection), ack = 0): string[] {
    return this.do({
      type: 'request',
      connection,
      request,
      ack,
      ask: typeof ask === 'string' ? ({ kind: ask } as Ask) : ask,
    });
  }

  switch(connection: string, room: string, access: Access = 'granted'): string[] {
    const participation = `${connection}>${room}`;
    const session = `${room}/${participation}`;
    return this.ask(connection, {
      kind: 'switch',
      room,
      access,
      session,
      participation,
      token: `${participation}.token`,
    });
  }

  /** `roomObject` takes both halves of the switch that it is in. */
  switched = (roomObject: string): string[] => [...this.fixed(roomObject), ...this.committed(roomObject)];
  fixed = (roomObject: string): string[] => this.do({ type: 'fixed', roomObject });
  committed = (roomObject: string): string[] => this.do({ type: 'committed', roomObject });
  expired = (roomObject: string): string[] => this.do({ type: 'expired', roomObject });
  failed = (roomObject: string): string[] => this.do({ type: 'failed', roomObject });
  lost = (connection: string): string[] => this.do({ type: 'lost', connection });
  goodbye = (connection: string): string[] => this.do({ type: 'goodbye', connection });
  ack = (connection: string, ack: number): string[] => this.do({ type: 'ack', connection, ack });
  closing = (room: string): string[] => this.do({ type: 'closing', room });

  resume(connection: string, token: string, sequence: number, how: { readonly excess?: true } = {}): string[] {
    return this.do({ type: 'resume', connection, token, sequence, fresh: `${connection}.token`, ...how });
  }

  operate(call: RoomServiceCall, targets: readonly string[] = [], changes: Partial<Operate> = {}): string[] {
    return this.do({
      type: 'operate',
      connection: 'call',
      call,
      room: 'blue',
      session: '',
      targets,
      access: 'granted',
      ...changes,
    });
  }

  #next(connection: string): number {
    const number = (this.#requests.get(connection) ?? 0) + 1;
    this.#requests.set(connection, number);
    return number;
  }

  roomObject(id: string): RoomObject {
    const roomObject = this.server.roomObjects[id];
    if (!roomObject) throw new Error(`no roomObject is called ${id}`);
    return roomObject;
  }

  present = (room: string): string[] => (this.server.rooms[room]?.present ?? []).map(({ id }) => id);
  enabled = (): string[] => enabled(this.server).map(({ type }) => type);
}

const say = (effect: Effect): string =>
  effect.kind === 'close'
    ? `${effect.to} closed ${effect.code}`
    : `${effect.to} ${effect.sequence} ${saying(effect.message)}`;

function saying(message: Message): string {
  const answer = 'replyTo' in message && message.replyTo > 0 ? ` to ${message.replyTo}` : '';
  switch (message.kind) {
    case 'joined': {
      const roster = message.roster.map(({ participation }) => participation).join('+');
      return `joined ${message.session} [${roster}] ${message.token} taken ${message.lastRequest}${answer}`;
    }
    case 'resumed':
      return `resumed ${message.token} taken ${message.lastRequest}`;
    case 'accepted':
      return `accepted${answer}`;
    case 'rejected':
      return `rejected ${message.code}${answer}`;
    case 'participantJoined':
      return `+${message.member.participation}`;
    case 'participantLeft':
      return `-${message.participation} ${message.reason}`;
    case 'roomLeft':
      return `roomLeft ${message.reason}${answer}`;
  }
}
