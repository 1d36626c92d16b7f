/** The one place where events are taken up, and where what the machine decides is carried out. */
import { wsClose } from '../../../gen/codes.js';
import type { Event } from '../../../spec/machine/events.js';
import type { Effect, Message, RoomObjectId } from '../../../spec/machine/messages.js';
import { tellRoomObject } from '../../../spec/machine/room-object.js';
import type { RoomObject, RoomState } from '../../../spec/machine/state.js';
import type { AcceptedConnection } from './connection.js';
import type { Hand, Outgoing, Parts } from './parts.js';
import { memoryMs, type ServerSettings } from './settings.js';
import { ServerState } from './state.js';
import { type RoomObjectTimers, roomObjectTimers } from './timers.js';

/** A call of the operator's. */
export type OperatorEvent = Event & { type: 'operate' };

/** Holds the state of a server, and its connections. */
export class ServerEngine implements Hand {
  readonly #state = new ServerState();
  readonly #connections = new Map<string, AcceptedConnection>();
  /** Where the answers to the operator's calls go, while they are under way. */
  readonly #calls = new Map<string, (answer: Message) => void>();
  readonly #timers: RoomObjectTimers;

  constructor(
    private readonly settings: ServerSettings,
    private readonly parts: Parts,
    private readonly log: (line: string) => void,
  ) {
    this.#timers = roomObjectTimers(parts, {
      windowMs: settings.config.resumeWindowMs,
      memoryMs: memoryMs(settings),
      expired: (roomObject) => this.take({ type: 'expired', roomObject }),
      forgotten: (roomObject) => this.#state.forget(roomObject),
    });
    parts.begun(this);
  }

  /** A connection has been accepted. */
  add(connection: AcceptedConnection): void {
    this.#connections.set(connection.id, connection);
  }

  /** A connection is gone. */
  remove(connection: AcceptedConnection): void {
    this.#connections.delete(connection.id);
  }

  /** What a connection carries. */
  carried = (connection: AcceptedConnection): RoomObject | undefined => this.#state.carried(connection.id);
  room = (name: string): RoomState | undefined => this.#state.room(name);
  remembersJoin = (joinId: string, room: string, participant: string): boolean =>
    this.#state.askedWith(joinId, room, participant) !== undefined;

  get roomCount(): number {
    return this.#state.roomCount;
  }

  /** All connections that carry somebody. */
  *bound(): Iterable<AcceptedConnection> {
    for (const connection of this.#connections.values())
      if (!connection.deaf && this.#state.carriedBy(connection.id) !== undefined) yield connection;
  }

  /** Takes an event up, and what follows from it at once: when this returns, all of it is in the outboxes. */
  take(event: Event): void {
    const due = [event];
    for (const next of due) {
      try {
        due.push(...this.#step(next));
      } catch (error) {
        due.push(...this.#blame(next, error));
      }
    }
  }

  /** Puts one more message into the messages of a room object. */
  tell({ to, message, clauses }: Parameters<Hand['tell']>[0]): void {
    const roomObject = this.#state.roomObject(to);
    if (!roomObject || roomObject.departure !== null) return;
    const [next, effects] = tellRoomObject(this.settings.config, roomObject, message, clauses);
    this.#state.apply({ rooms: new Map(), roomObjects: new Map([[to, next]]), effects: [] });
    for (const effect of effects) this.#carryOut(effect);
  }

  /** Takes up a call of the operator's. Undefined: a fault of the server's own. */
  operate(event: OperatorEvent): Message | undefined {
    let answer: Message | undefined;
    this.#calls.set(event.connection, (message) => {
      answer = message;
    });
    this.take(event);
    this.#calls.delete(event.connection);
    return answer;
  }

  /** Something has gone wrong with what one connection asked for: that ends its participation, and nobody else's. */
  failed(connection: string, error: unknown): void {
    for (const event of this.#fail(connection, this.#state.carriedBy(connection), error)) this.take(event);
  }

  /** Sends what stands outside of every room object's messages. */
  deliver(connection: AcceptedConnection, message: Outgoing): void {
    try {
      this.parts.deliver(connection, message, 0);
    } catch (error) {
      this.failed(connection.id, error);
    }
  }

  /** Takes a connection as lost: it is closed, and nothing more is read from it. Clause `connection.declared-lost`. */
  declareLost(connection: AcceptedConnection): void {
    connection.deaf = true;
    this.parts.cutOff(connection);
    this.take({ type: 'lost', connection: connection.id });
  }

  /** Closes every room. Clause `close.by-server`. */
  closeRooms(): void {
    for (const room of this.#state.roomNames()) this.take({ type: 'closing', room });
    this.#timers.stop();
  }

  /** Closes what is still open. */
  dismiss(code: number): void {
    for (const connection of this.#connections.values()) {
      if (connection.deaf) continue;
      connection.deaf = true;
      connection.close(code);
    }
  }

  #step(event: Event): Event[] {
    const changes = this.parts.react(this.settings.config, this.#state, event, this.parts.machine);
    this.#state.apply(changes);
    const due: Event[] = [];
    for (const effect of changes.effects) {
      try {
        this.#carryOut(effect);
      } catch (error) {
        due.push(...this.#fail(effect.to, this.#state.carriedBy(effect.to), error));
      }
    }
    // It takes a while to set thousands of clocks: everybody is told first.
    if (this.settings.config.resumeWindowMs > 0) this.#timers.over(changes.roomObjects);
    for (const roomObject of changes.roomObjects.values()) this.#goOn(roomObject);
    return due;
  }

  #goOn(roomObject: RoomObject | null): void {
    if (!roomObject?.switching) return;
    const type = roomObject.switching.phase === 'fixed' ? 'committed' : 'fixed';
    const go = () => this.parts.onward(type, () => this.take({ type, roomObject: roomObject.id }));
    const { switchMs } = this.settings;
    if (switchMs > 0) this.parts.clock.after(switchMs, go);
    else go();
  }

  #carryOut(effect: Effect): void {
    const { to } = effect;
    const connection = this.#connections.get(to);
    if (!connection) {
      if (effect.kind === 'send') this.#calls.get(to)?.(effect.message);
      return;
    }
    if (effect.kind === 'send') {
      this.parts.deliver(connection, effect.message, effect.sequence);
    } else {
      connection.deaf = true;
      this.parts.close(connection, effect.code);
    }
  }

  /** The participation that an event is about ends, where the event cannot be taken up. */
  #blame(event: Event, error: unknown): Event[] {
    if (!('roomObject' in event)) {
      const connection = 'connection' in event ? event.connection : '';
      return this.#fail(connection, this.#state.carriedBy(connection), error);
    }
    const connection = this.#state.roomObject(event.roomObject)?.connection ?? '';
    return this.#fail(connection, event.type === 'failed' ? undefined : event.roomObject, error);
  }

  /** Clause `reason.failure`. Where there is no participation to end, or it cannot be ended, the connection is closed alone. */
  #fail(connection: string, roomObject: RoomObjectId | undefined, error: unknown): Event[] {
    const [what] = (error instanceof Error ? error.message : String(error)).split('\n');
    const whose =
      roomObject === undefined ? 'a connection or a call without a participation' : `participation ${roomObject}`;
    this.log(`adjourn: a fault of the server's own in serving ${whose}: ${what}`);
    if (roomObject !== undefined) return [{ type: 'failed', roomObject: roomObject }];
    const open = this.#connections.get(connection);
    if (open) {
      open.deaf = true;
      open.close(wsClose.INTERNAL_ERROR);
    }
    return [];
  }
}
