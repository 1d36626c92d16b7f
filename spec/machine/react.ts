/** What a server does with one event: to its rooms, to the streams of those who are in them, and to connections that carry nobody. */
import { arrive } from './arrive.js';
import { Draft, type Lookup } from './draft.js';
import { expire, fault, goodbye, lose } from './gone.js';
import { request } from './request.js';
import { resume } from './resume.js';
import { stepRoom } from './room/reducer.js';
import { hear, tellRoomObject } from './room-object.js';
import type { Clauses, Config, Event, Room, RoomEvent, RoomObject, RoomObjectId, Step, Telling } from './state.js';
import { commit, drop, fix } from './switch.js';

export interface Changes {
  readonly rooms: ReadonlyMap<string, Room>;
  /** Null: it is gone for good. */
  readonly roomObjects: ReadonlyMap<RoomObjectId, RoomObject | null>;
  readonly effects: Draft['effects'];
}

/** What decides for one room; a server with a fault wraps it. */
export type RoomReducer = (config: Config, room: Room, event: RoomEvent) => Step<Room, Telling>;

export function react(config: Config, look: Lookup, event: Event, reducer: RoomReducer = stepRoom): Changes {
  const server = new Reactor(config, look, reducer);
  server.take(event);
  return server;
}

/** A draft of a server that knows how to take events up. */
export class Reactor extends Draft {
  constructor(
    config: Config,
    look: Lookup,
    private readonly reducer: RoomReducer,
  ) {
    super(config, look);
  }

  take(event: Event): void {
    (handlers[event.type] as Handler<Event['type']>)(this, event);
  }

  /** Lets a room decide, and tells everybody what it has to say. */
  inRoom(name: string, event: RoomEvent): void {
    const [room, tellings] = this.reducer(this.config, this.room(name), event);
    this.put(name, room);
    for (const telling of tellings) this.#tell(telling);
  }

  depart({ room, participation }: RoomObject, type: 'lost' | 'goodbye' | 'failed', cause: Clauses[0]): void {
    this.inRoom(room, { type, participation, cause });
  }

  /** Puts an event behind the switch that a stream is in the middle of. Clauses `switch.waits`, `switch.resume-waits`. */
  hold(roomObject: RoomObject, event: Event): void {
    const { switching } = roomObject;
    if (switching) this.keep({ ...roomObject, switching: { ...switching, held: [...switching.held, event] } });
  }

  #tell({ kind, to, message, clauses }: Telling): void {
    if (kind === 'answer') {
      this.send({ kind: 'send', to, message, sequence: 0, clauses });
      return;
    }
    const roomObject = this.roomObject(to);
    if (!roomObject || roomObject.departure !== null) return;
    if (message.kind === 'roomLeft') drop(this, roomObject);
    const [next, effects] = tellRoomObject(this.config, roomObject, message, clauses);
    this.keep(next);
    this.send(...effects);
  }
}

type Handler<Type extends Event['type']> = (server: Reactor, event: Event & { type: Type }) => void;

const handlers: { readonly [Type in Event['type']]: Handler<Type> } = {
  join: arrive,
  resume,
  request,
  ack: (server, { connection, ack }) => {
    const roomObject = server.carried(connection);
    if (roomObject) server.keep(hear(server.config, roomObject, ack));
  },
  fault,
  lost: lose,
  goodbye,
  operate: (server, event) => server.inRoom(event.room, event),
  closing: (server, { room }) => server.inRoom(room, { type: 'closing' }),
  fixed: whileIn(fix),
  committed: whileIn(commit),
  expired: notBetween(expire),
  failed: notBetween((server, roomObject) => server.depart(roomObject, 'failed', 'reason.failure')),
};

type OfStream = Event & { type: 'expired' | 'fixed' | 'committed' | 'failed' };

/** What concerns a stream is void once it has departed. */
function whileIn(handle: (server: Reactor, roomObject: RoomObject) => void) {
  return (server: Reactor, event: OfStream): void => {
    const roomObject = server.roomObject(event.roomObject);
    if (roomObject && roomObject.departure === null) handle(server, roomObject);
  };
}

/** Between the two halves of a switch there is no participation that could depart: it has to wait. */
function notBetween(handle: (server: Reactor, roomObject: RoomObject) => void) {
  return (server: Reactor, event: OfStream): void =>
    whileIn((_, roomObject) => {
      if (roomObject.switching?.phase === 'fixed') server.hold(roomObject, event);
      else handle(server, roomObject);
    })(server, event);
}
