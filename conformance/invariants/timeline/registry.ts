/** What a history is about, as it comes up while it is read: connections, room objects, rooms, sessions. */
import type { History } from '../../exchange/history.js';
import { OPERATOR } from '../../exchange/names.js';
import type { Observation } from '../../exchange/observation.js';
import type { Seat } from '../../exchange/scenario.js';
import type { Role } from '../../exchange/words.js';
import type { Draft, OperatorCall } from './parts.js';
import type {
  Causes,
  SeenConnection,
  SeenParticipation,
  SeenRoom,
  SeenRoomObject,
  SeenSession,
  SentRequest,
  Timeline,
  WayIn,
} from './timeline.js';

/** What is known of every new participation. */
type Known = 'id' | 'participant' | 'role' | 'room' | 'session' | 'mentioned';

/** A session as it was seen, before anybody asks what ended it. */
export type SessionFacts = Pick<SeenSession, 'id' | 'room' | 'participations'>;

/** All that a history says, except for what bounds.ts reckons from it. */
export type Facts = Omit<Timeline, 'sessions'> & { readonly sessions: ReadonlyMap<string, SessionFacts> };

/** What was read, and where the causes go by which its participations know them. */
export interface Reading {
  readonly facts: Facts;
  readonly causes: Map<SeenParticipation, Causes>;
}

/** A message that tells of others. */
export interface Mention {
  readonly observer: Draft<SeenParticipation>;
  readonly index: number;
  readonly seen: Observation;
}

/** What is known so far, while a history is read. */
export class Registry {
  readonly #seats: ReadonlyMap<string, Seat>;
  readonly connections = new Map<string, Draft<SeenConnection>>();
  readonly roomObjects: Draft<SeenRoomObject>[] = [];
  readonly entries: Draft<WayIn>[] = [];
  readonly requests: Draft<SentRequest>[] = [];
  readonly calls: Draft<OperatorCall>[] = [];
  readonly participations: Draft<SeenParticipation>[] = [];
  readonly mentionedOnly: Draft<SeenParticipation>[] = [];
  readonly byId = new Map<string, Draft<SeenParticipation>>();
  readonly rooms = new Map<string, Draft<SeenRoom>>();
  readonly sessions = new Map<
    string,
    { readonly id: string; readonly room: string; readonly participations: Draft<SeenParticipation>[] }
  >();
  /** What bounds.ts reckons when everything has been read. */
  readonly causes = new Map<SeenParticipation, Causes>();
  readonly restarts: number[] = [];
  /** The latest room object of each seat, and the one that each token was given to. */
  readonly latest = new Map<string, Draft<SeenRoomObject>>();
  readonly tokens = new Map<string, Draft<SeenRoomObject>>();

  constructor(readonly history: History) {
    this.#seats = new Map(history.scenario.seats.map((seat) => [seat.name, seat]));
  }

  connection(seat: string, number: number): Draft<SeenConnection> {
    const name = `${seat}/${number}`;
    const known = this.connections.get(name);
    if (known) return known;
    const role: Role = 'attendee';
    const made: Draft<SeenConnection> = {
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

  room(name: string): Draft<SeenRoom> {
    const known = this.rooms.get(name);
    if (known) return known;
    const made = { name, entries: [], participations: [], loose: [] };
    this.rooms.set(name, made);
    return made;
  }

  enter(entry: Draft<WayIn>): void {
    entry.roomObject.entries.push(entry);
    this.entries.push(entry);
    this.room(entry.room).entries.push(entry);
  }

  /** A new participation, of which nothing but this is known yet. */
  participation(known: Pick<SeenParticipation, Known> & Partial<Draft<SeenParticipation>>): Draft<SeenParticipation> {
    const { causes } = this;
    return {
      roomObject: undefined,
      entry: undefined,
      joined: undefined,
      moreRoomLefts: [],
      tellings: [],
      roster: nobody as Draft<SeenParticipation>['roster'],
      arrivals: new Map(),
      departures: new Map(),
      repeatedArrivals: [],
      repeatedDepartures: [],
      proofs: [],
      ...known,
      get causes() {
        // Nobody asks before bounds.ts has reckoned them.
        return causes.get(this) as Causes;
      },
    };
  }

  settleIn(participation: Draft<SeenParticipation>, session: string): void {
    this.participations.push(participation);
    this.room(participation.room).participations.push(participation);
    const known = this.sessions.get(session);
    if (known) known.participations.push(participation);
    else this.sessions.set(session, { id: session, room: participation.room, participations: [participation] });
    // Of two participations with one id the first keeps it; `participation.fresh` tells.
    if (!this.byId.has(participation.id)) this.byId.set(participation.id, participation);
  }
}

const nobody: SeenParticipation['roster'] = new Map();
