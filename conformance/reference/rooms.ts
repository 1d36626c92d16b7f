/** The rooms of a server, and the one place where what the machine decides is carried out. */
import { randomUUID } from 'node:crypto';
import { type Config, closedRoom, type Effect, type Event, type Room } from '../../spec/machine/index.js';
import type { Connection } from './connection.js';
import type { Parts, Timer } from './parts.js';
import type { Incoming } from './wire.js';

export class Rooms {
  readonly #rooms = new Map<string, Room>();
  readonly #connections = new Map<string, Connection>();
  readonly #windows = new Map<string, Timer>();

  constructor(
    private readonly config: Config,
    private readonly parts: Parts,
  ) {}

  add(connection: Connection): void {
    this.#connections.set(connection.id, connection);
  }

  /** A frame has arrived. */
  receive(connection: Connection, incoming: Incoming): void {
    if (connection.deaf) return;
    const first = !connection.greeted;
    connection.greeted = true;
    const event = this.#event(connection, incoming, first);
    if (event) this.#step(connection.room, event);
  }

  /** The WebSocket is gone, closed by the client with `code`, or without one. */
  lost(connection: Connection, code: number): void {
    this.#connections.delete(connection.id);
    if (connection.deaf) return;
    connection.deaf = true;
    this.#step(connection.room, { type: code === 4101 ? 'goodbye' : 'lost', connection: connection.id });
  }

  #event(target: Connection, incoming: Incoming, first: boolean): Event | undefined {
    const connection = target.id;
    if (incoming.kind === 'fault') return { type: 'fault', connection, fault: incoming.fault };
    if (incoming.kind === 'join') {
      if (target.bound) return { type: 'fault', connection, fault: 'join-again' };
      return this.#join(target, incoming);
    }
    if (first) return { type: 'fault', connection, fault: 'request-first' };
    const { request } = incoming;
    if (incoming.kind === 'remove') return { type: 'remove', connection, request, target: incoming.target };
    return { type: incoming.kind === 'other' ? 'unknown' : incoming.kind, connection, request };
  }

  #join(target: Connection, incoming: Incoming & { kind: 'join' }): Event | undefined {
    const { room, participant, role } = incoming;
    if (room === '' || participant === '' || role === undefined) {
      this.parts.deliver(target, { kind: 'rejected', replyTo: 0, code: 'invalid_argument' });
      return undefined;
    }
    target.room = room;
    const ids = { session: randomUUID(), participation: randomUUID() };
    return { type: 'join', connection: target.id, participant, role, ...ids };
  }

  #step(name: string, event: Event): void {
    const before = this.#rooms.get(name) ?? closedRoom;
    const [after, effects] = this.parts.machine(this.config, before, event);
    if (after.session === null) this.#rooms.delete(name);
    else this.#rooms.set(name, after);
    if (this.config.resumeWindowMs > 0) this.#watch(name, before, after);
    for (const effect of effects) this.#carryOut(effect);
  }

  #carryOut(effect: Effect): void {
    const connection = this.#connections.get(effect.to);
    if (!connection) return;
    if (effect.kind === 'send') {
      this.parts.deliver(connection, effect.message);
    } else {
      connection.deaf = true;
      this.parts.close(connection, effect.code);
    }
  }

  /** Starts a window for each participation that has begun to linger. */
  #watch(name: string, before: Room, after: Room): void {
    for (const { id, connection } of after.present) {
      if (connection !== null || before.present.some((one) => one.id === id && one.connection === null)) continue;
      const expire = () => this.#step(name, { type: 'expired', participation: id });
      this.#windows.set(id, this.parts.clock.after(this.config.resumeWindowMs, expire));
    }
    for (const { id } of before.present) {
      if (after.present.some((one) => one.id === id)) continue;
      this.#windows.get(id)?.cancel();
      this.#windows.delete(id);
    }
  }

  stop(): void {
    for (const timer of this.#windows.values()) timer.cancel();
  }
}
