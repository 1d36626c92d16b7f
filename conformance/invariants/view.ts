/**
 * A history, indexed once: connections, joins, stays and requests, with who was shown what and when.
 * "When" is always an index in `history.records`. It only says what the observations say; what must have been is in causes.ts.
 */
import type {
  ActionKind,
  Candidates,
  Feature,
  History,
  Malformed,
  Member,
  Observation,
  ObservationKind,
  Refusal,
  Role,
  Seat,
  Sent,
} from '../exchange/index.js';
import { type Causes, noCauses, reckon } from './causes.js';

export interface Shown<K extends ObservationKind = ObservationKind> {
  readonly at: number;
  readonly seen: Observation & { readonly kind: K };
}

/** What the suite did to a connection, after which the server may take it as lost. */
export interface Loss {
  readonly at: number;
  readonly how: 'cut' | 'goodbye' | 'close' | 'malformed';
  readonly frame?: Malformed;
}

export interface Connection {
  readonly name: string;
  readonly seat: Seat;
  readonly joins: Join[];
  /** Everything that the connection showed, the close included. */
  readonly log: Shown[];
  readonly losses: Loss[];
  stay?: Stay;
  closed?: Shown<'closed'>;
  /** What came after RoomLeft, the close excluded. */
  readonly after: Shown[];
  /** What answers nothing that was asked and belongs to no stay. */
  readonly stray: Shown[];
}

/** One Join that was sent, with the requests behind it. */
export interface Join {
  readonly at: number;
  readonly room: string;
  readonly connection: Connection;
  readonly requests: Request[];
  overdue?: number;
  stay?: Stay;
  refused?: { readonly at: number; readonly code: Refusal | 'unspecified'; readonly sequence: number | undefined };
}

export interface Answer {
  readonly at: number;
  readonly kind: 'accepted' | 'rejected' | 'roomLeft';
  readonly code?: Refusal | 'unspecified';
}

export interface Request {
  readonly at: number;
  readonly kind: ActionKind;
  readonly number: number | undefined;
  readonly join: Join;
  /** The participation that a Remove named. */
  readonly target: string | undefined;
  overdue?: number;
  answer?: Answer;
  /** An answer came that names no request and may have been meant for this one. */
  unclear?: true;
  /** Answers after the first one. */
  readonly again: Answer[];
}

/** Somebody was told of a departure. */
export interface Telling {
  readonly at: number;
  readonly observer: Stay;
  readonly reason: Candidates;
}

/** One participation. One that nobody was shown as its own, known from others alone, has no `joined`. */
export interface Stay {
  readonly id: string;
  readonly participant: string;
  readonly role: Role | undefined;
  readonly room: string;
  readonly session: string | undefined;
  readonly join: Join | undefined;
  readonly connection: Connection | undefined;
  readonly joined: Shown<'joined'> | undefined;
  left?: { readonly at: number; readonly reason: Candidates; readonly replyTo: number | undefined; request?: Request };

  /** As others in its room see it: the first ParticipantLeft to each of them, and where it was first mentioned. */
  readonly tellings: Telling[];
  mentioned: number;

  /** As it sees others. */
  readonly roster: ReadonlyMap<string, Member>;
  readonly arrivals: Map<string, { readonly at: number; readonly member: Member }>;
  readonly departures: Map<string, number>;
  readonly arrivedAgain: { readonly at: number; readonly id: string }[];
  readonly departedAgain: { readonly at: number; readonly id: string; readonly reason: Candidates }[];
  /** Requests of its own that were carried out: what was sent before `sent` by anybody is behind `at`. In order. */
  readonly proofs: { readonly sent: number; readonly at: number }[];

  causes: Causes;
}

export interface Room {
  readonly name: string;
  readonly joins: Join[];
  readonly stays: Stay[];
}

export interface Session {
  readonly id: string;
  readonly room: string;
  readonly stays: Stay[];
  /** The Ends that may have ended it, and where it had surely been ended by one; Infinity where nothing says so. */
  ends: readonly Request[];
  ended: number;
}

export interface View {
  readonly history: History;
  readonly end: number;
  readonly fenced: boolean;
  readonly has: (feature: Feature) => boolean;
  readonly connections: readonly Connection[];
  readonly joins: readonly Join[];
  readonly requests: readonly Request[];
  /** Participations that a Joined showed, in that order; and those that it did not, known from others. */
  readonly stays: readonly Stay[];
  readonly ghosts: readonly Stay[];
  /** The participation of that id, shown or not. */
  readonly stay: (id: string) => Stay | undefined;
  readonly rooms: ReadonlyMap<string, Room>;
  readonly sessions: ReadonlyMap<string, Session>;
}

/** Whether it is in the room as far as it knows, on a connection that the suite has done nothing to. */
export const bound = (stay: Stay): boolean =>
  stay.joined !== undefined && !stay.left && !stay.connection?.closed && stay.connection?.losses.length === 0;

/** Where the server closed the connection of its own accord, without RoomLeft. */
export const dropped = ({ left, connection }: Stay): number | undefined => {
  const closed = connection?.closed?.at;
  if (closed === undefined || left || connection?.losses.some(({ at }) => at < closed)) return undefined;
  return closed;
};

/** Everyone whom it was shown as present: by the roster, or by an arrival. */
export const knows = (observer: Stay, id: string): boolean => observer.roster.has(id) || observer.arrivals.has(id);

/**
 * Where the stream of `observer` proves that whatever was done before `index` has come to it:
 * the answer to its first request that was sent after. By `fence.effects-first`.
 */
export function provenAt(observer: Stay, index: number): number | undefined {
  const { proofs } = observer;
  let low = 0;
  let high = proofs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((proofs[middle]?.sent ?? 0) > index) high = middle;
    else low = middle + 1;
  }
  return proofs[low]?.at;
}

/** Indexes a history, in one pass over its records. */
export function index(history: History): View {
  const reader = new Reader(history);
  history.records.forEach((record, at) => {
    if (record.kind === 'sent') reader.sent(record, at);
    else if (record.kind === 'seen') reader.seen(record.seat, record.connection, record.observation, at);
    else if (record.kind === 'overdue') reader.overdue(record.seat, record.connection, record.request, at);
  });
  return reader.view();
}

const nobody: ReadonlyMap<string, Member> = new Map();

class Reader {
  readonly #seats: ReadonlyMap<string, Seat>;
  readonly #features: ReadonlySet<Feature>;
  readonly #connections = new Map<string, Connection>();
  readonly #joins: Join[] = [];
  readonly #requests: Request[] = [];
  readonly #stays: Stay[] = [];
  readonly #byId = new Map<string, Stay>();
  readonly #rooms = new Map<string, Room>();
  readonly #sessions = new Map<string, Session>();
  /** What was shown of others: who they are is only known once all Joined have been read. */
  readonly #mentions: { observer: Stay; at: number; seen: Observation }[] = [];
  readonly #ghosts: Stay[] = [];

  constructor(private readonly history: History) {
    this.#seats = new Map(history.scenario.seats.map((seat) => [seat.name, seat]));
    this.#features = new Set(history.profile.features);
  }

  sent({ seat, connection, action, request, target }: Sent, at: number): void {
    const line = this.#connection(seat, connection);
    switch (action.kind) {
      case 'join':
        this.#join(line, action.room, at);
        break;
      case 'cut':
        line.losses.push({ at, how: 'cut' });
        break;
      case 'close':
        line.losses.push({ at, how: action.code === 4101 ? 'goodbye' : 'close' });
        break;
      case 'malformed':
        line.losses.push({ at, how: 'malformed', frame: action.frame });
        break;
      default: {
        const join = line.stay?.join ?? line.joins.at(-1);
        if (!join) break;
        const made: Request = { at, kind: action.kind, number: request, join, target, again: [] };
        join.requests.push(made);
        this.#requests.push(made);
      }
    }
  }

  seen(seat: string, connection: number, seen: Observation, at: number): void {
    const line = this.#connection(seat, connection);
    line.log.push({ at, seen });
    if (seen.kind === 'closed') line.closed ??= { at, seen };
    else if (line.stay?.left) line.after.push({ at, seen });
    else if (seen.kind === 'joined') this.#joined(line, { at, seen });
    else if (line.stay) this.#shown(line, line.stay, seen, at);
    else if (!this.#refused(line, seen, at)) line.stray.push({ at, seen });
  }

  overdue(seat: string, connection: number, number: number | undefined, at: number): void {
    const { joins } = this.#connection(seat, connection);
    if (number === undefined) {
      const join = joins.find(({ stay, refused }) => !stay && !refused);
      if (join) join.overdue ??= at;
      return;
    }
    const request = joins.at(-1)?.requests.find((candidate) => candidate.number === number && !candidate.answer);
    if (request) request.overdue ??= at;
  }

  view(): View {
    for (const { observer, at, seen } of this.#mentions) {
      if (seen.kind === 'joined') for (const member of seen.roster) this.#named(observer, member, at);
      if (seen.kind === 'participantJoined') this.#named(observer, seen.member, at);
      if (seen.kind === 'participantLeft') {
        const stay = this.#named(observer, { ...seen, role: undefined }, at);
        // What is told in another room is no telling of this departure; `room.isolated` and `history.nothing-else` judge it.
        const first = observer.departures.get(seen.participation) === at;
        if (first && stay !== observer && stay.room === observer.room)
          stay.tellings.push({ at, observer, reason: seen.reason });
      }
    }
    const view: View = {
      history: this.history,
      end: this.history.records.length,
      fenced: this.history.settled === 'fenced',
      has: (feature) => this.#features.has(feature),
      connections: [...this.#connections.values()],
      joins: this.#joins,
      requests: this.#requests,
      stays: this.#stays,
      ghosts: this.#ghosts,
      stay: (id) => this.#byId.get(id),
      rooms: this.#rooms,
      sessions: this.#sessions,
    };
    reckon(view);
    return view;
  }

  #connection(seat: string, number: number): Connection {
    const name = `${seat}/${number}`;
    const known = this.#connections.get(name);
    if (known) return known;
    const role: Role = 'attendee';
    const made: Connection = {
      name,
      seat: this.#seats.get(seat) ?? { name: seat, participant: seat, role },
      joins: [],
      log: [],
      losses: [],
      after: [],
      stray: [],
    };
    this.#connections.set(name, made);
    return made;
  }

  #room(name: string): Room {
    const known = this.#rooms.get(name);
    if (known) return known;
    const made = { name, joins: [], stays: [] };
    this.#rooms.set(name, made);
    return made;
  }

  #join(connection: Connection, room: string, at: number): void {
    const join: Join = { at, room, connection, requests: [] };
    connection.joins.push(join);
    this.#joins.push(join);
    this.#room(room).joins.push(join);
  }

  #joined(connection: Connection, joined: Shown<'joined'>): void {
    const join = connection.joins.find(({ stay, refused }) => !stay && !refused);
    if (!join || connection.stay) {
      connection.stray.push(joined);
      return;
    }
    const { seen, at } = joined;
    const stay: Stay = {
      ...emptyStay(seen.participation, join.room, at),
      participant: connection.seat.participant,
      role: connection.seat.role,
      session: seen.session,
      join,
      connection,
      joined,
      roster: seen.roster.length === 0 ? nobody : new Map(seen.roster.map((member) => [member.participation, member])),
    };
    join.stay = stay;
    connection.stay = stay;
    this.#stays.push(stay);
    this.#room(join.room).stays.push(stay);
    const session = this.#sessions.get(seen.session);
    if (session) session.stays.push(stay);
    else {
      const id = seen.session;
      this.#sessions.set(id, { id, room: join.room, stays: [stay], ends: [], ended: Number.POSITIVE_INFINITY });
    }
    // Of two participations with one id the first keeps it; `participation.fresh` tells.
    if (!this.#byId.has(stay.id)) this.#byId.set(stay.id, stay);
    if (seen.roster.length > 0) this.#mentions.push({ observer: stay, at, seen });
  }

  #refused(connection: Connection, seen: Observation, at: number): boolean {
    if (seen.kind !== 'rejected' || (seen.replyTo ?? 0) > 0) return false;
    const join = connection.joins.find(({ stay, refused }) => !stay && !refused);
    if (!join) return false;
    join.refused = { at, code: seen.code, sequence: seen.sequence };
    return true;
  }

  #shown(connection: Connection, stay: Stay, seen: Observation, at: number): void {
    switch (seen.kind) {
      case 'participantJoined': {
        const { member } = seen;
        const id = member.participation;
        if (stay.arrivals.has(id) || stay.roster.has(id)) stay.arrivedAgain.push({ at, id });
        if (!stay.arrivals.has(id)) stay.arrivals.set(id, { at, member });
        this.#mentions.push({ observer: stay, at, seen });
        break;
      }
      case 'participantLeft': {
        const { participation: id, reason } = seen;
        if (stay.departures.has(id)) stay.departedAgain.push({ at, id, reason });
        else stay.departures.set(id, at);
        this.#mentions.push({ observer: stay, at, seen });
        break;
      }
      case 'roomLeft': {
        const { reason, replyTo } = seen;
        stay.left = { at, reason, replyTo };
        // RoomLeft may answer nothing: where answers name no request, which one it answers is never certain.
        const request = replyTo === undefined ? undefined : numbered(stay, replyTo);
        if (!request) break;
        stay.left.request = request;
        settle(stay, request, { at, kind: 'roomLeft' });
        break;
      }
      case 'accepted':
      case 'rejected': {
        const { kind, replyTo } = seen;
        const answer: Answer = kind === 'rejected' ? { at, kind, code: seen.code } : { at, kind };
        const request = replyTo === undefined ? unnumbered(stay, kind) : numbered(stay, replyTo);
        if (request === undefined) connection.stray.push({ at, seen });
        else if (request !== 'unclear') settle(stay, request, answer);
        break;
      }
      default:
        connection.stray.push({ at, seen });
    }
  }

  /** The participation that somebody was shown; one that was never shown to itself is made up from what others saw. */
  #named(
    observer: Stay,
    { participation, participant, role }: { participation: string; participant: string; role: Role | undefined },
    at: number,
  ): Stay {
    const known = this.#byId.get(participation);
    if (known) {
      known.mentioned = Math.min(known.mentioned, at);
      return known;
    }
    const ghost: Stay = {
      ...emptyStay(participation, observer.room, at),
      participant,
      role,
      session: observer.session,
    };
    this.#byId.set(participation, ghost);
    this.#ghosts.push(ghost);
    this.#room(observer.room).stays.push(ghost);
    return ghost;
  }
}

const emptyStay = (id: string, room: string, mentioned: number): Stay => ({
  id,
  participant: '',
  role: undefined,
  room,
  session: undefined,
  join: undefined,
  connection: undefined,
  joined: undefined,
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

const numbered = (stay: Stay, replyTo: number): Request | undefined =>
  replyTo === 0 ? undefined : stay.join?.requests.find(({ number }) => number === replyTo);

/** Where answers name no request: the only one that can be meant, if there is but one. */
function unnumbered(stay: Stay, kind: 'accepted' | 'rejected'): Request | 'unclear' | undefined {
  const open = (stay.join?.requests ?? []).filter(
    (request) => !request.answer && (kind === 'rejected' || (request.kind !== 'leave' && request.kind !== 'end')),
  );
  if (open.length < 2 && !open[0]?.unclear) return open[0];
  for (const request of open) request.unclear = true;
  return 'unclear';
}

/** Whether it still waits for its answer, as far as anybody can tell. */
export const waits = ({ answer, unclear }: Request): boolean => !answer && !unclear;

function settle(stay: Stay, request: Request, answer: Answer): void {
  if (request.answer) {
    request.again.push(answer);
    return;
  }
  request.answer = answer;
  // A refusal proves nothing of what was put into the stream before it.
  if (answer.kind !== 'rejected') stay.proofs.push({ sent: request.at, at: answer.at });
}
