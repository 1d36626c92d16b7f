/** What a history is about, as it comes up while it is read: connections, room objects, rooms, sessions. */
import { type History, OPERATOR, type Role, type Seat } from '../../exchange/index.js';
import { noCauses } from './causes.js';
import type {
  SeenConnection,
  SeenParticipation,
  SeenRoom,
  SeenRoomObject,
  SeenSession,
  SentRequest,
  WayIn,
} from './timeline.js';
import type { OperatorCall } from './view-calls.js';

export class Registry {
  readonly #seats: ReadonlyMap<string, Seat>;
  readonly connections = new Map<string, SeenConnection>();
  readonly roomObjects: SeenRoomObject[] = [];
  readonly entries: WayIn[] = [];
  readonly requests: SentRequest[] = [];
  readonly calls: OperatorCall[] = [];
  readonly participations: SeenParticipation[] = [];
  readonly mentionedOnly: SeenParticipation[] = [];
  readonly byId = new Map<string, SeenParticipation>();
  readonly rooms = new Map<string, SeenRoom>();
  readonly sessions = new Map<string, SeenSession>();
  readonly restarts: number[] = [];
  /** The latest room object of each seat, and the one that each token was given to. */
  readonly latest = new Map<string, SeenRoomObject>();
  readonly tokens = new Map<string, SeenRoomObject>();

  constructor(readonly history: History) {
    this.#seats = new Map(history.scenario.seats.map((seat) => [seat.name, seat]));
  }

  connection(seat: string, number: number): SeenConnection {
    const name = `${seat}/${number}`;
    const known = this.connections.get(name);
    if (known) return known;
    const role: Role = 'attendee';
    const made: SeenConnection = {
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

  room(name: string): SeenRoom {
    const known = this.rooms.get(name);
    if (known) return known;
    const made = { name, entries: [], participations: [], loose: [] };
    this.rooms.set(name, made);
    return made;
  }

  enter(entry: WayIn): void {
    entry.roomObject.entries.push(entry);
    this.entries.push(entry);
    this.room(entry.room).entries.push(entry);
  }

  settleIn(participation: SeenParticipation, session: string): void {
    this.participations.push(participation);
    this.room(participation.room).participations.push(participation);
    const known = this.sessions.get(session);
    if (known) known.participations.push(participation);
    else
      this.sessions.set(session, {
        id: session,
        room: participation.room,
        participations: [participation],
        enders: [],
        ended: Number.POSITIVE_INFINITY,
      });
    // Of two participations with one id the first keeps it; `participation.fresh` tells.
    if (!this.byId.has(participation.id)) this.byId.set(participation.id, participation);
  }
}

const nobody: SeenParticipation['roster'] = new Map();

export const emptyParticipation = (id: string, room: string, mentioned: number): SeenParticipation => ({
  id,
  participant: '',
  role: undefined,
  room,
  session: undefined,
  roomObject: undefined,
  entry: undefined,
  joined: undefined,
  moreRoomLefts: [],
  tellings: [],
  mentioned,
  roster: nobody,
  arrivals: new Map(),
  departures: new Map(),
  repeatedArrivals: [],
  repeatedDepartures: [],
  proofs: [],
  causes: noCauses,
});
