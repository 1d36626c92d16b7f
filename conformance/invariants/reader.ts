import type { Feature, History, Member, Observation, Role, Seat, Sent } from '../exchange/index.js';
import { noCauses, reckon } from './causes.js';
import { openings } from './openings.js';
import type { Answer, Connection, Join, Request, Room, Session, Shown, Stay, View } from './view.js';

/** Indexes a history, in one pass over its records. */
export function index(history: History): View {
  const reader = new Reader(history);
  const unnamed = openings(history.records);
  history.records.forEach((record, at) => {
    if (record.kind === 'sent') reader.sent(record, at);
    else if (record.kind === 'seen')
      reader.seen(record.seat, record.connection, inSession(record.observation, unnamed.get(at)), at);
    else if (record.kind === 'overdue') reader.overdue(record.seat, record.connection, record.request, at);
  });
  return reader.view();
}

const inSession = (seen: Observation, session: string | undefined): Observation =>
  seen.kind === 'joined' && session !== undefined ? { ...seen, session } : seen;

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
    // Where the fence is known to be broken, no answer proves anything.
    const fenceless = this.history.profile.deviations.some(({ clause }) => clause === 'fence.effects-first');
    if (fenceless) for (const { proofs } of this.#stays) proofs.length = 0;
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
    if (connection.stay) {
      connection.losses.push({ at, how: 'malformed', frame: 'join-again' });
      return;
    }
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
    for (const other of [...connection.joins]) if (!other.stay && !other.refused) this.#oneTooMany(other);
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

  /** A Join that was sent behind one that was taken: a frame that the wire forbids, and no Join of anybody. */
  #oneTooMany(join: Join): void {
    const { connection, at, room } = join;
    connection.losses.push({ at, how: 'malformed', frame: 'join-again' });
    connection.losses.sort((a, b) => a.at - b.at);
    for (const joins of [connection.joins, this.#joins, this.#room(room).joins]) joins.splice(joins.indexOf(join), 1);
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

function settle(stay: Stay, request: Request, answer: Answer): void {
  if (request.answer) {
    request.again.push(answer);
    return;
  }
  request.answer = answer;
  // A refusal proves nothing of what was put into the stream before it.
  if (answer.kind !== 'rejected') stay.proofs.push({ sent: request.at, at: answer.at });
}
