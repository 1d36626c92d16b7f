/** The half of the reader that follows what the seats were shown. */
import type { Observation, Seen } from '../../exchange/index.js';
import { answered, numbered, settle, unnumbered } from './answers.js';
import { emptyStay, type Registry } from './registry.js';
import type { Attempt, Connection, Entry, Join, Left, Request, Shown, Stay } from './timeline.js';

/** How much of the heartbeat timeout must have passed before a server may take silence for a loss. */
export const silent = 0.9;

export interface Mention {
  readonly observer: Stay;
  readonly at: number;
  readonly seen: Observation;
}

export class SeenReader {
  /** What was shown of others: who they are is only known once all Joined have been read. */
  readonly mentions: Mention[] = [];

  constructor(private readonly registry: Registry) {}

  read({ seat, connection, observation: seen }: Seen, at: number): void {
    const line = this.registry.connection(seat, connection);
    line.log.push({ at, seen });
    if (seen.kind === 'closed') this.#closed(line, { at, seen });
    else if (line.left) line.after.push({ at, seen });
    else if (seen.kind === 'heartbeat' && line.carries) beat(line, at);
    else if (!this.#opened(line, { at, seen })) this.#carried(line, { at, seen });
  }

  /** The operator's answers. */
  answered({ seat, connection, observation }: Seen, at: number): void {
    const call = this.registry.calls.find(({ connection: own }) => own === `${seat}/${connection}`);
    if (!call || call.answer) return;
    if (observation.kind === 'accepted') call.answer = { at, kind: 'accepted' };
    if (observation.kind === 'rejected') call.answer = { at, kind: 'rejected', code: observation.code };
  }

  #closed(line: Connection, closed: Shown<'closed'>): void {
    if (line.closed) return;
    line.closed = closed;
    const timeout = line.carries?.join.stays[0]?.joined?.seen.heartbeatTimeoutMs ?? 0;
    const { records } = this.registry.history;
    const quiet = (records[closed.at]?.at ?? 0) - (records[line.spoke]?.at ?? 0);
    if (timeout > 0 && quiet > timeout * silent && line.losses.length === 0 && !line.froze)
      line.losses.push({ at: line.spoke, how: 'silence' });
  }

  /** Whether it answers the Join or the Resume that the connection waits for. */
  #opened(line: Connection, shown: Shown): boolean {
    const attempt = line.attempts.find(({ answer }) => !answer);
    if (!attempt || line.carries) return false;
    const { seen, at } = shown;
    const answer = answered(attempt, seen, at);
    if (!answer) return false;
    attempt.answer = answer;
    const { join } = attempt;
    if (seen.kind === 'roomLeft') this.#departed(line, attempt, left(line, at, seen, attempt));
    if (answer.kind !== 'joined' && answer.kind !== 'resumed') return true;
    line.carries = { join, since: at };
    this.#oneTooMany(line);
    this.#token(line, join, seen, at);
    if (seen.kind === 'joined') this.#carried(line, shown);
    return true;
  }

  #token(connection: Connection, join: Join, seen: Observation, at: number): void {
    if (!('token' in seen) || seen.token === '') return;
    join.tokens.push({ token: seen.token, at, connection });
    this.registry.tokens.set(seen.token, join);
  }

  /** Joins that were sent behind one that was taken: frames that the wire forbids, and no Joins of anybody. */
  #oneTooMany(connection: Connection): void {
    for (const surplus of connection.attempts.filter(({ answer }) => !answer)) {
      const { at, join } = surplus;
      connection.losses.push({ at, how: 'malformed', frame: 'join-again' });
      connection.losses.sort((a, b) => a.at - b.at);
      drop(connection.attempts, surplus);
      drop(join.attempts, surplus);
      if (join.attempts.length > 0) continue;
      drop(this.registry.joins, join);
      for (const entry of join.entries) {
        drop(this.registry.entries, entry);
        drop(this.registry.room(entry.room).entries, entry);
      }
    }
  }

  #departed(line: Connection, { join }: Attempt, told: Left): void {
    line.left = told;
    const stay = join.stays.at(-1);
    // Behind a SwitchRoom without an answer it may be another participation that has departed.
    const elsewhere = join.entries.some(({ request, stay: shown }) => request && !shown && !request.answer);
    if (!stay || elsewhere) join.departed ??= told;
    else if (stay.left) stay.leftAgain.push(told);
    else stay.left = told;
    const request = told.replyTo === undefined ? undefined : numbered(join, told.replyTo);
    if (!request) return;
    told.request = request;
    // The same RoomLeft may have been shown on the connection before.
    if (request.answer?.kind !== 'roomLeft') settle(undefined, request, { at: told.at, kind: 'roomLeft', apart: true });
  }

  /** What comes in the stream of a room object; what has come already is no news. */
  #carried(line: Connection, { at, seen }: Shown): void {
    const join = line.carries?.join;
    if (!join) {
      line.stray.push({ at, seen });
      return;
    }
    const sequence = 'sequence' in seen ? (seen.sequence ?? 0) : 0;
    const first = sequence > 0 ? join.stream.get(sequence) : undefined;
    if (first && first.connection !== line) {
      if (!same(first.seen, seen)) join.altered.push({ at, first, seen });
      return;
    }
    if (sequence > 0 && !first) join.stream.set(sequence, { at, seen, connection: line });
    const stay = join.stays.at(-1);
    if (seen.kind === 'joined') this.#joined(line, join, { at, seen });
    else if (stay) this.#shown(line, stay, seen, at);
    else line.stray.push({ at, seen });
  }

  #joined(line: Connection, join: Join, joined: Shown<'joined'>): void {
    const before = join.stays.at(-1);
    const request = before && switched(join, joined.seen.replyTo);
    const entry = before ? request?.entry : join.entries[0];
    if (!entry || entry.stay) {
      line.stray.push(joined);
      return;
    }
    const stay = this.#stay(entry, joined);
    if (!before || !request) return;
    before.next = stay;
    this.#token(line, join, joined.seen, joined.at);
    settle(before, request, { at: joined.at, kind: 'joined' });
  }

  #stay(entry: Entry, joined: Shown<'joined'>): Stay {
    const { seen, at } = joined;
    const { join } = entry;
    const stay: Stay = {
      ...emptyStay(seen.participation, entry.room, at),
      participant: join.seat.participant,
      role: join.seat.role,
      session: seen.session,
      join,
      entry,
      joined,
      ...(seen.roster.length > 0 ? { roster: new Map(seen.roster.map((each) => [each.participation, each])) } : {}),
    };
    entry.stay = stay;
    join.stays.push(stay);
    this.registry.settleIn(stay, seen.session);
    if (seen.roster.length > 0) this.mentions.push({ observer: stay, at, seen });
    return stay;
  }

  #shown(line: Connection, stay: Stay, seen: Observation, at: number): void {
    switch (seen.kind) {
      case 'participantJoined': {
        const { member } = seen;
        const id = member.participation;
        if (stay.arrivals.has(id) || stay.roster.has(id)) stay.arrivedAgain.push({ at, id });
        if (!stay.arrivals.has(id)) stay.arrivals.set(id, { at, member });
        this.mentions.push({ observer: stay, at, seen });
        break;
      }
      case 'participantLeft': {
        const { participation: id, reason } = seen;
        if (stay.departures.has(id)) stay.departedAgain.push({ at, id, reason });
        else stay.departures.set(id, at);
        this.mentions.push({ observer: stay, at, seen });
        break;
      }
      case 'roomLeft': {
        const told = left(line, at, seen);
        line.left = told;
        if (stay.left) stay.leftAgain.push(told);
        else stay.left = told;
        // RoomLeft may answer nothing: where answers name no request, which one it answers is never certain.
        const request = seen.replyTo === undefined || !stay.join ? undefined : numbered(stay.join, seen.replyTo);
        if (!request) break;
        told.request = request;
        if (request.answer?.kind !== 'roomLeft') settle(stay, request, { at, kind: 'roomLeft' });
        break;
      }
      case 'accepted':
      case 'rejected': {
        const { kind, replyTo } = seen;
        const request = replyTo === undefined ? unnumbered(stay, kind) : stay.join && numbered(stay.join, replyTo);
        if (request === undefined) line.stray.push({ at, seen });
        else if (request !== 'unclear')
          settle(stay, request, kind === 'rejected' ? { at, kind, code: seen.code } : { at, kind });
        break;
      }
      default:
        line.stray.push({ at, seen });
    }
  }
}

/** Each is answered at once by an Ack of everything so far, without a record of it. */
function beat(line: Connection, at: number): void {
  line.beats.push(at);
  line.heard.push({ at });
  line.spoke = at;
}

const drop = <T>(list: T[], one: T): void => {
  const place = list.indexOf(one);
  if (place >= 0) list.splice(place, 1);
};

function left(
  connection: Connection,
  at: number,
  { reason, replyTo, sequence }: Observation & { kind: 'roomLeft' },
  attempt?: Attempt,
): Left {
  return { at, reason, replyTo, sequence, connection, ...(attempt ? { attempt } : {}) };
}

/** The SwitchRoom that a Joined answers. */
const switched = (join: Join, replyTo: number | undefined): Request | undefined =>
  join.requests.find(
    ({ kind, number, answer }) => kind === 'switch' && !answer && (replyTo === undefined || number === replyTo),
  );

/** Whether it is the same message; what each showing has of its own is the token and the number of the last request. */
function same(first: Observation, again: Observation): boolean {
  const plain = (seen: Observation) => JSON.stringify({ ...seen, token: '', lastRequest: 0 });
  return first.kind === again.kind && plain(first) === plain(again);
}
