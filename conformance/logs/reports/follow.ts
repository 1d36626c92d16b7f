/** What the lines of a log show of those of whom reports may tell: that they come, what may end their stays, and what they are told. */
import { reason } from '../../../gen/codes.js';
import type { LogEntry } from '../../exchange/log.js';
import type { JoinedObservation, Observation } from '../../exchange/observation.js';
import type { Candidates, Code } from '../../exchange/words.js';
import { tellsEnd } from '../../invariants/timeline/causes.js';
import type { LoggedRoomObject } from '../rooms/types.js';
import type { LoggedParticipation, LoggedParticipations, LogMoment, ReportedSession } from './participations.js';

/** What is done about what a line shows. */
export interface Noticing {
  /** Somebody has departed by now. */
  departed(stay: LoggedParticipation): void;
  /** Somebody was told of a departure, with a reason that nobody was told before. */
  told(stay: LoggedParticipation): void;
  /** Somebody was told of a departure, and so departs later. */
  observed(earlier: LoggedParticipation, later: LoggedParticipation): void;
  /** A session is over: nobody is there any more, or another one has begun in its room. */
  over(session: ReportedSession): void;
  arrived(stay: LoggedParticipation, moment: LogMoment): void;
  /** Somebody has asked for something, in this line, and was answered as one who is there. */
  heard(stay: LoggedParticipation, asked: LogMoment): void;
}

/** The ways by which a client has asked into a room, until they are answered. */
interface Ways {
  joined: string | undefined;
  switches: Map<number, string> | undefined;
  /** The latest request of any kind, and when it was made. */
  asked: (LogMoment & { readonly request: number }) | undefined;
}

/** What is known of the log so far. */
interface FollowedLog {
  /** Whether nothing is missing, so that RoomLeft is about the stay that was shown last. */
  isComplete(): boolean;
  /** Whether there has been a report. */
  hasReports(): boolean;
}

/** So many departures are noted with those who were told of them, before the first report. Most logs have none. */
const MOST_UNREPORTED = 10_000;

/** Returns what reads a line. */
export function following(
  stays: LoggedParticipations,
  { departed, told, observed, over, arrived, heard }: Noticing,
  { isComplete, hasReports }: FollowedLog,
) {
  let noted = 0;
  const ways = new WeakMap<LoggedRoomObject, Ways>();

  function waysOf(object: LoggedRoomObject): Ways {
    const known = ways.get(object);
    if (known) return known;
    const made: Ways = { joined: undefined, switches: undefined, asked: undefined };
    ways.set(object, made);
    return made;
  }

  const own = ({ participations }: LoggedRoomObject): LoggedParticipation | undefined =>
    stays.of(participations.at(-1) ?? '');

  /** Somebody asks to come in: a participant of that name who is there already may be replaced. */
  function asksIn(participant: string, room: string, moment: LogMoment): void {
    const known = stays.room(room);
    known.unshown.add(participant);
    causes(known.newest?.latest.get(participant), moment);
  }

  function depart(stay: LoggedParticipation, code: Code | undefined, { line, at }: LogMoment): void {
    const { session } = stay;
    if (!stay.departed) {
      stay.departed = { line, at };
      stays.retire(stay);
      session.present -= 1;
      if (session.present === 0) {
        session.over = { line, at };
        over(session);
      }
      departed(stay);
    }
    if (code === undefined || stay.told.some((one) => one.code === code)) return;
    stay.told.push({ code, line, at });
    told(stay);
  }

  function join(object: LoggedRoomObject, seen: JoinedObservation, moment: LogMoment): void {
    const { switches, joined } = waysOf(object);
    const room = (seen.replyTo ?? 0) > 0 ? switches?.get(seen.replyTo ?? 0) : joined;
    switches?.delete(seen.replyTo ?? 0);
    const { participant } = object.seat;
    if (room !== undefined) stays.room(room).unshown.delete(participant);
    const { participation, session: id, features } = seen;
    if (room === undefined || participation === '' || stays.of(participation)) return;
    // It has moved in, and so has left the room from which it came.
    const before = (seen.replyTo ?? 0) > 0 ? stays.of(object.participations.at(-2) ?? '') : undefined;
    if (before) depart(before, before.told.length === 0 ? reason.SWITCH_ROOM : undefined, moment);
    const { newest } = stays.room(room);
    const extended = features.includes('extended_codes');
    const stay = stays.arrive({ participant, participation, extended, arrived: moment }, room, id);
    if (newest && newest !== stay.session && newest.id !== id) supersede(newest, moment);
    stay.session.room.newest = stay.session;
    arrived(stay, moment);
  }

  /** Another session has begun: who was in this one has departed, told or not. */
  function supersede(session: ReportedSession, moment: LogMoment): void {
    for (const stay of session.stays) if (!stay.departed) depart(stay, undefined, moment);
    session.over ??= moment;
    over(session);
  }

  function see(object: LoggedRoomObject, seen: Observation, moment: LogMoment): void {
    switch (seen.kind) {
      case 'joined':
        join(object, seen, moment);
        break;
      case 'rejected':
        refuse(object, seen.replyTo ?? 0);
        break;
      case 'roomLeft':
        leave(object, seen.reason, moment);
        break;
      case 'participantLeft': {
        const leaver = stays.of(seen.participation);
        if (!leaver) break;
        depart(leaver, seen.reason[0], moment);
        if (tellsEnd(seen.reason) || !isNoted()) break;
        const stay = own(object);
        if (stay && stay !== leaver && stay.session === leaver.session) observed(leaver, stay);
        break;
      }
      case 'accepted':
        if (hasReports()) answer(object, seen.replyTo ?? 0);
        break;
    }
  }

  function isNoted(): boolean {
    noted += 1;
    return hasReports() || noted <= MOST_UNREPORTED;
  }

  function refuse(object: LoggedRoomObject, replyTo: number): void {
    const { switches, joined } = waysOf(object);
    const room = replyTo > 0 ? switches?.get(replyTo) : joined;
    switches?.delete(replyTo);
    if (room !== undefined) stays.room(room).unshown.delete(object.seat.participant);
  }

  function leave(object: LoggedRoomObject, told: Candidates, moment: LogMoment): void {
    const { switches } = waysOf(object);
    const stay = own(object);
    // It may be about a room into which a switch has led.
    if (stay && !switches?.size && isComplete()) depart(stay, told[0], moment);
    switches?.clear();
  }

  function answer(object: LoggedRoomObject, replyTo: number): void {
    const asked = ways.get(object)?.asked;
    if (!asked || asked.request !== replyTo) return;
    const stay = own(object);
    if (stay) heard(stay, asked);
  }

  function ask(object: LoggedRoomObject, entry: Extract<LogEntry, { kind: 'ask' }>, moment: LogMoment): void {
    const { question, request } = entry;
    const asksNothing = question.kind === 'sync' || question.kind === 'unknown';
    if (asksNothing && !hasReports()) return;
    const stay = own(object);
    if (question.kind === 'switch') {
      const known = waysOf(object);
      known.switches ??= new Map();
      known.switches.set(request, question.room);
      asksIn(object.seat.participant, question.room, moment);
    }
    if (question.kind === 'remove') causes(stays.of(question.participation), moment);
    else if (question.kind === 'end' && stay) stay.session.endable = true;
    else if (!asksNothing) causes(stay, moment);
    else if (stay?.report) waysOf(object).asked = { ...moment, request };
  }

  return (entry: LogEntry, line: number, object: LoggedRoomObject | undefined): void => {
    const { at } = entry;
    if (entry.kind === 'call') {
      const { newest } = stays.room(entry.room);
      if (newest) newest.endable = true;
    }
    if (!object) return;
    if (object.flaws.size > 0) {
      // Nobody knows what has become of it.
      stays.room(object.room).unshown.add(object.seat.participant);
      causes(own(object), { line, at });
    } else if (entry.kind === 'seen') see(object, entry.observation, { line, at });
    else if (entry.kind === 'ask') ask(object, entry, { line, at });
    else if (entry.kind === 'join') {
      waysOf(object).joined = entry.room;
      asksIn(entry.participant, entry.room, { line, at });
    } else if (entry.kind === 'closed' || entry.kind === 'malformed') causes(own(object), { line, at });
  };
}

/** Something has happened that may end its stay. */
function causes(stay: LoggedParticipation | undefined, moment: LogMoment): void {
  if (stay) stay.cause = moment;
}
