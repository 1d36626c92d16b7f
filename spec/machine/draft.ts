/** One event's worth of change to a server: read through to the state before, written beside it. */
import { returning } from './stream.js';
import {
  type Config,
  type ConnectionId,
  closedRoom,
  type Effect,
  type Room,
  type Stream,
  type StreamId,
} from './types.js';

/** How a server's state is looked up. Ids may be of streams that carry, hold or were asked for no such thing any more. */
export interface Look {
  room(name: string): Room | undefined;
  stream(id: StreamId): Stream | undefined;
  /** The stream that a connection carries, or on which somebody waits to come back to it: one of its `connectionsOf`. */
  carriedBy(connection: ConnectionId): StreamId | undefined;
  holderOf(token: string): StreamId | undefined;
  /** The stream that began with such a Join. */
  askedWith(joinId: string, room: string, participant: string): StreamId | undefined;
}

export class Draft {
  readonly rooms = new Map<string, Room>();
  /** Null: it is gone for good. */
  readonly streams = new Map<StreamId, Stream | null>();
  readonly effects: Effect[] = [];

  constructor(
    readonly config: Config,
    private readonly look: Look,
  ) {}

  room(name: string): Room {
    return this.rooms.get(name) ?? this.look.room(name) ?? closedRoom;
  }

  put(name: string, room: Room): void {
    if (room !== this.room(name)) this.rooms.set(name, room);
  }

  stream(id: StreamId | undefined): Stream | undefined {
    if (id === undefined) return undefined;
    const changed = this.streams.get(id);
    return changed === undefined ? this.look.stream(id) : (changed ?? undefined);
  }

  /** Without resumption nothing is remembered of a stream that has ended. */
  keep(stream: Stream): void {
    if (stream === this.stream(stream.id)) return;
    this.streams.set(stream.id, stream.fate !== null && this.config.resumeWindowMs === 0 ? null : stream);
  }

  carried(connection: ConnectionId): Stream | undefined {
    const before = this.stream(this.look.carriedBy(connection));
    if (before?.connection === connection) return before;
    for (const stream of this.streams.values()) if (stream?.connection === connection) return stream;
    return undefined;
  }

  holder = (token: string): Stream | undefined => this.stream(this.look.holderOf(token));

  /** The stream to which somebody waits to come back over a connection. */
  awaited(connection: ConnectionId): Stream | undefined {
    const stream = this.stream(this.look.carriedBy(connection));
    return stream && returning(stream).includes(connection) ? stream : undefined;
  }

  asked(joinId: string, room: string, participant: string): Stream | undefined {
    const stream = this.stream(this.look.askedWith(joinId, room, participant));
    return stream?.participant === participant && stream.asked.room === room ? stream : undefined;
  }

  /** Takes back what was kept of a stream that never began. */
  forget(id: StreamId): void {
    this.streams.delete(id);
  }

  send(...effects: readonly Effect[]): void {
    this.effects.push(...effects);
  }
}
