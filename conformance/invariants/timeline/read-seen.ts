/** The half of the reader that follows what the seats were shown. */

import type { Seen } from '../../exchange/history.js';
import type { Observation } from '../../exchange/observation.js';
import { answered, numbered, settle, switched, unnumbered } from './answers.js';
import type { Draft, SeenAt } from './parts.js';
import type { Mention, Registry } from './registry.js';
import type { BindAttempt, RoomLeftAt, SeenConnection, SeenParticipation, SeenRoomObject, WayIn } from './timeline.js';
import { timeAt } from './windows.js';

/** How much of the heartbeat timeout must have passed before a server may take silence for a loss. */
export const silent = 0.9;

/** Follows what the seats were shown. */
export class SeenReader {
  /** What was shown of others: who they are is only known once all Joined have been read. */
  readonly mentions: Mention[] = [];

  constructor(private readonly registry: Registry) {}

  read({ seat, connection, observation: seen }: Seen, index: number): void {
    const line = this.registry.connection(seat, connection);
    line.log.push({ index, seen });
    if (seen.kind === 'closed') this.#closed(line, { index, seen });
    else if (line.left) line.after.push({ index, seen });
    else if (seen.kind === 'heartbeat' && line.carries) beat(line, index);
    else if (!this.#opened(line, { index, seen })) this.#carried(line, { index, seen });
  }

  /** The operator's answers. */
  answered({ seat, connection, observation }: Seen, index: number): void {
    const call = this.registry.calls.find(({ connection: own }) => own === `${seat}/${connection}`);
    if (!call || call.answer) return;
    if (observation.kind === 'accepted') call.answer = { index, kind: 'accepted' };
    if (observation.kind === 'rejected') call.answer = { index, kind: 'rejected', code: observation.code };
  }

  #closed(line: Draft<SeenConnection>, closed: SeenAt<'closed'>): void {
    if (line.closed) return;
    line.closed = closed;
    const timeout = line.carries?.roomObject.participations[0]?.joined?.seen.heartbeatTimeoutMs ?? 0;
    const quiet = timeAt(this.registry, closed.index) - timeAt(this.registry, line.spoke);
    if (timeout > 0 && quiet > timeout * silent && line.losses.length === 0 && !line.froze)
      line.losses.push({ index: line.spoke, how: 'silence' });
  }

  /** Whether it answers the Join or the Resume that the connection waits for. */
  #opened(line: Draft<SeenConnection>, shown: SeenAt): boolean {
    const attempt = line.attempts.find(({ answer }) => !answer);
    if (!attempt || line.carries) return false;
    const { seen, index } = shown;
    const answer = answered(attempt, seen, index);
    if (!answer) return false;
    attempt.answer = answer;
    const { roomObject } = attempt;
    if (seen.kind === 'roomLeft') this.#departed(line, attempt, left(line, index, seen, attempt));
    if (answer.kind !== 'joined' && answer.kind !== 'resumed') return true;
    line.carries = { roomObject, since: index };
    this.#oneTooMany(line);
    this.#token(line, roomObject, seen, index);
    if (seen.kind === 'joined') this.#carried(line, shown);
    return true;
  }

  #token(connection: Draft<SeenConnection>, roomObject: Draft<SeenRoomObject>, seen: Observation, index: number): void {
    if (!('token' in seen) || seen.token === '') return;
    roomObject.tokens.push({ token: seen.token, index, connection });
    this.registry.tokens.set(seen.token, roomObject);
  }

  /** Joins that were sent behind one that was taken: frames that the wire forbids, and no Joins of anybody. */
  #oneTooMany(connection: Draft<SeenConnection>): void {
    for (const surplus of connection.attempts.filter(({ answer }) => !answer)) {
      const { index, roomObject } = surplus;
      connection.losses.push({ index, how: 'malformed', frame: 'join-again' });
      connection.losses.sort((a, b) => a.index - b.index);
      drop(connection.attempts, surplus);
      drop(roomObject.attempts, surplus);
      if (roomObject.attempts.length > 0) continue;
      drop(this.registry.roomObjects, roomObject);
      for (const entry of roomObject.entries) {
        drop(this.registry.entries, entry);
        drop(this.registry.room(entry.room).entries, entry);
      }
    }
  }

  #departed(line: Draft<SeenConnection>, { roomObject }: Draft<BindAttempt>, told: Draft<RoomLeftAt>): void {
    line.left = told;
    const participation = roomObject.participations.at(-1);
    // Behind a SwitchRoom without an answer it may be another participation that has departed.
    const elsewhere = roomObject.entries.some(
      ({ request, participation: shown }) => request && !shown && !request.answer,
    );
    if (!participation || elsewhere) roomObject.departed ??= told;
    else if (participation.left) participation.moreRoomLefts.push(told);
    else participation.left = told;
    const request = told.replyTo === undefined ? undefined : numbered(roomObject, told.replyTo);
    if (!request) return;
    told.request = request;
    // The same RoomLeft may have been shown on the connection before.
    if (request.answer?.kind !== 'roomLeft')
      settle(undefined, request, { index: told.index, kind: 'roomLeft', apart: true });
  }

  /** What comes in the stream of a room object; what has come already is no news. */
  #carried(line: Draft<SeenConnection>, { index, seen }: SeenAt): void {
    const roomObject = line.carries?.roomObject;
    if (!roomObject) {
      line.stray.push({ index, seen });
      return;
    }
    const sequence = 'sequence' in seen ? (seen.sequence ?? 0) : 0;
    const first = sequence > 0 ? roomObject.stream.get(sequence) : undefined;
    if (first && first.connection !== line) {
      if (!same(first.seen, seen)) roomObject.altered.push({ index, first, seen });
      return;
    }
    if (sequence > 0 && !first) roomObject.stream.set(sequence, { index, seen, connection: line });
    const participation = roomObject.participations.at(-1);
    if (seen.kind === 'joined') this.#joined(line, roomObject, { index, seen });
    else if (participation) this.#shown(line, participation, seen, index);
    else line.stray.push({ index, seen });
  }

  #joined(line: Draft<SeenConnection>, roomObject: Draft<SeenRoomObject>, joined: SeenAt<'joined'>): void {
    const before = roomObject.participations.at(-1);
    const request = before && switched(roomObject, joined.seen.replyTo);
    const entry = before ? request?.entry : roomObject.entries[0];
    if (!entry || entry.participation) {
      line.stray.push(joined);
      return;
    }
    const participation = this.#participation(entry, joined);
    if (!before || !request) return;
    before.next = participation;
    this.#token(line, roomObject, joined.seen, joined.index);
    settle(before, request, { index: joined.index, kind: 'joined' });
  }

  #participation(entry: Draft<WayIn>, joined: SeenAt<'joined'>): Draft<SeenParticipation> {
    const { seen, index } = joined;
    const { roomObject } = entry;
    const participation = this.registry.participation({
      id: seen.participation,
      room: entry.room,
      mentioned: index,
      participant: roomObject.seat.participant,
      role: roomObject.seat.role,
      session: seen.session,
      roomObject,
      entry,
      joined,
      ...(seen.roster.length > 0 ? { roster: new Map(seen.roster.map((each) => [each.participation, each])) } : {}),
    });
    entry.participation = participation;
    roomObject.participations.push(participation);
    this.registry.settleIn(participation, seen.session);
    if (seen.roster.length > 0) this.mentions.push({ observer: participation, index, seen });
    return participation;
  }

  #shown(line: Draft<SeenConnection>, participation: Draft<SeenParticipation>, seen: Observation, index: number): void {
    switch (seen.kind) {
      case 'participantJoined': {
        const { member } = seen;
        const id = member.participation;
        if (participation.arrivals.has(id) || participation.roster.has(id))
          participation.repeatedArrivals.push({ index, id });
        if (!participation.arrivals.has(id)) participation.arrivals.set(id, { index, member });
        this.mentions.push({ observer: participation, index, seen });
        break;
      }
      case 'participantLeft': {
        const { participation: id, reason } = seen;
        if (participation.departures.has(id)) participation.repeatedDepartures.push({ index, id, reason });
        else participation.departures.set(id, index);
        this.mentions.push({ observer: participation, index, seen });
        break;
      }
      case 'roomLeft': {
        const told = left(line, index, seen);
        line.left = told;
        if (participation.left) participation.moreRoomLefts.push(told);
        else participation.left = told;
        // RoomLeft may answer nothing: where answers name no request, which one it answers is never certain.
        const request =
          seen.replyTo === undefined || !participation.roomObject
            ? undefined
            : numbered(participation.roomObject, seen.replyTo);
        if (!request) break;
        told.request = request;
        if (request.answer?.kind !== 'roomLeft') settle(participation, request, { index, kind: 'roomLeft' });
        break;
      }
      case 'accepted':
      case 'rejected': {
        const { kind, replyTo } = seen;
        const request =
          replyTo === undefined
            ? unnumbered(participation, kind)
            : participation.roomObject && numbered(participation.roomObject, replyTo);
        if (request === undefined) line.stray.push({ index, seen });
        else if (request !== 'unclear')
          settle(participation, request, kind === 'rejected' ? { index, kind, code: seen.code } : { index, kind });
        break;
      }
      default:
        line.stray.push({ index, seen });
    }
  }
}

/** Each is answered at once by an Ack of everything so far, without a record of it. */
function beat(line: Draft<SeenConnection>, index: number): void {
  line.beats.push(index);
  line.heard.push({ index });
  line.spoke = index;
}

const drop = <T>(list: T[], one: T): void => {
  const place = list.indexOf(one);
  if (place >= 0) list.splice(place, 1);
};

function left(
  connection: Draft<SeenConnection>,
  index: number,
  { reason, replyTo, sequence }: Observation & { kind: 'roomLeft' },
  attempt?: Draft<BindAttempt>,
): Draft<RoomLeftAt> {
  return { index, reason, replyTo, sequence, connection, ...(attempt ? { attempt } : {}) };
}

/** Whether it is the same message; what each showing has of its own is the token and the number of the last request. */
function same(first: Observation, moreAnswers: Observation): boolean {
  const plain = (seen: Observation) => JSON.stringify({ ...seen, token: '', lastRequest: 0 });
  return first.kind === moreAnswers.kind && plain(first) === plain(moreAnswers);
}
