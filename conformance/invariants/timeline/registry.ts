/** What a history is about, as it comes up while it is read: connections, room objects, rooms, sessions. */
import { type History, OPERATOR, type Role, type Seat } from '../../exchange/index.js';
import { noCauses } from './causes.js';
import type { Connection, Entry, Join, Request, Room, Session, Stay } from './timeline.js';
import type { Call } from './view-calls.js';

export class Registry {
  readonly #seats: ReadonlyMap<string, Seat>;
  readonly connections = new Map<string, Connection>();
  readonly joins: Join[] = [];
  readonly entries: Entry[] = [];
  readonly requests: Request[] = [];
  readonly calls: Call[] = [];
  readonly stays: Stay[] = [];
  readonly ghosts: Stay[] = [];
  readonly byId = new Map<string, Stay>();
  readonly rooms = new Map<string, Room>();
  readonly sessions = new Map<string, Session>();
  readonly restarts: number[] = [];
  /** The latest room object of each seat, and the one that each token was given to. */
  readonly latest = new Map<string, Join>();
  readonly tokens = new Map<string, Join>();

  constructor(readonly history: History) {
    this.#seats = new Map(history.scenario.seats.map((seat) => [seat.name, seat]));
  }

  connection(seat: string, number: number): Connection {
    const name = `${seat}/${number}`;
    const known = this.connections.get(name);
    if (known) return known;
    const role: Role = 'attendee';
    const made: Connection = {
      name,
      seat: this.#seats.get(seat) ?? { name: seat, participant: seat, role },
      attempts: [],
      log: [],
      losses: [],
      heard: [],
      spoke: -1,
      beats: [],
      after: [],
      stray: [],
    };
    // What the operator calls is in `calls`: nothing is ever bound to its connections.
    if (seat !== OPERATOR) this.connections.set(name, made);
    return made;
  }

  room(name: string): Room {
    const known = this.rooms.get(name);
    if (known) return known;
    const made = { name, entries: [], stays: [], loose: [] };
    this.rooms.set(name, made);
    return made;
  }

  enter(entry: Entry): void {
    entry.join.entries.push(entry);
    this.entries.push(entry);
    this.room(entry.room).entries.push(entry);
  }

  settleIn(stay: Stay, session: string): void {
    this.stays.push(stay);
    this.room(stay.room).stays.push(stay);
    const known = this.sessions.get(session);
    if (known) known.stays.push(stay);
    else
      this.sessions.set(session, {
        id: session,
        room: stay.room,
        stays: [stay],
        enders: [],
        ended: Number.POSITIVE_INFINITY,
      });
    // Of two participations with one id the first keeps it; `participation.fresh` tells.
    if (!this.byId.has(stay.id)) this.byId.set(stay.id, stay);
  }
}

const nobody: Stay['roster'] = new Map();

export const emptyStay = (id: string, room: string, mentioned: number): Stay => ({
  id,
  participant: '',
  role: undefined,
  room,
  session: undefined,
  join: undefined,
  entry: undefined,
  joined: undefined,
  leftAgain: [],
  tellings: [],
  mentioned,
  roster: nobody,
  arrivals: new Map(),
  departures: new Map(),
  arrivedAgain: [],
  departedAgain: [],
  proofs: [],
  causes: noCauses,
});
