/** Who was in which session, for as long as a report of it may be judged. */
import type { LoggedReport } from '../../exchange/log.js';
import type { Code } from '../../exchange/words.js';
import { recentNames } from '../rooms/recent-names.js';

/** A line of the log. */
export interface LogMoment {
  readonly line: number;
  readonly at: number;
}

/** A report as it stands in the log; `text`: its line. */
export type MadeReport = LogMoment & { readonly report: LoggedReport; readonly text: string };

/** What somebody was told of a departure. */
interface Telling extends LogMoment {
  readonly code: Code;
}

/** One opening of a room. */
export interface ReportedSession {
  readonly id: string;
  readonly room: ReportedRoom;
  readonly stays: Set<LoggedParticipation>;
  /** The latest of each participant. */
  readonly latest: Map<string, LoggedParticipation>;
  /** How many of them have not departed, as far as the log shows. */
  present: number;
  /** Whether all who have been in it are known. */
  readonly whole: boolean;
  /** One of them has been forgotten. */
  forgetful: boolean;
  /** A request or a call that may have ended it for everybody. */
  endable: boolean;
  /** When it was over at the latest; undefined while anybody is there. */
  over: LogMoment | undefined;
  /** The report of its end. */
  end: MadeReport | undefined;
  /** Its end, or the lack of it, has been accused. */
  accused: boolean;
  /** The reports of it by their ids, once there is one. */
  ids: Map<string, MadeReport> | undefined;
}

/** A room, and since which line its departures, and the ends of its sessions, are reported. */
export interface ReportedRoom {
  readonly name: string;
  newest: ReportedSession | undefined;
  departures: number | undefined;
  ends: number | undefined;
  /** Participants who may be there without having been shown so: their Joined, or who they are, is not in the log. */
  readonly unshown: Set<string>;
}

/** One participation. */
export interface LoggedParticipation {
  readonly session: ReportedSession;
  readonly participant: string;
  readonly participation: string;
  /** Whether its server declares `extended_codes`. */
  readonly extended: boolean;
  /** The reasons that people were told, each once. */
  readonly told: Telling[];
  /** When it had departed at the latest. */
  departed: LogMoment | undefined;
  readonly arrived: LogMoment;
  /** The latest that has happened to it and may have ended it. */
  cause: LogMoment | undefined;
  /** Its client cannot come back to it. */
  gone: boolean;
  /** It may be forgotten. */
  retired: boolean;
  report: MadeReport | undefined;
  /** A report of somebody who departed later was made while there was none of this departure. */
  overtaken: MadeReport | undefined;
  /** Those who had departed before it, and had no report when it was told so. */
  earlier: LoggedParticipation[] | undefined;
  /** How many have it among those. */
  observed: number;
  /** The lack of its report has been accused. */
  missed: boolean;
}

/** So many are remembered at most, besides those who are still there; and of a log that has had no report yet. */
const MOST = 10_000;
const MOST_UNREPORTED = 1_000;

/** Nobody has been anywhere yet. `onForget`: told of each one who is forgotten. `hasReports`: whether the log has had one. */
export function openParticipations(onForget: (stay: LoggedParticipation) => void, hasReports: () => boolean) {
  const stays = new Map<string, LoggedParticipation>();
  const sessions = new Map<string, ReportedSession>();
  const rooms = new Map<string, ReportedRoom>();
  /** Those who are over, the oldest of them first, from an index on. */
  let past: LoggedParticipation[] = [];
  let first = 0;
  const most = () => (hasReports() ? MOST : MOST_UNREPORTED);
  /** Sessions from before the system was started again. */
  const before = recentNames<true>();
  let forgetful = false;

  function roomOf(name: string): ReportedRoom {
    const known = rooms.get(name);
    if (known) return known;
    const made: ReportedRoom = { name, newest: undefined, departures: undefined, ends: undefined, unshown: new Set() };
    rooms.set(name, made);
    if (rooms.size > most()) for (const [oldest, { newest }] of rooms) if (!newest && rooms.delete(oldest)) break;
    return made;
  }

  function sessionOf(id: string, room: ReportedRoom): ReportedSession {
    const known = sessions.get(id);
    if (known) return known;
    const made: ReportedSession = {
      ...{
        id,
        room,
        stays: new Set<LoggedParticipation>(),
        latest: new Map<string, LoggedParticipation>(),
        present: 0,
        whole: !before.has(id),
        forgetful: false,
        endable: false,
      },
      ...{ over: undefined, end: undefined, accused: false, ids: undefined },
    };
    sessions.set(id, made);
    return made;
  }

  function forget(stay: LoggedParticipation): void {
    const { session, participation } = stay;
    onForget(stay);
    if (stays.get(participation) === stay) stays.delete(participation);
    forgetful = true;
    session.forgetful = true;
    session.stays.delete(stay);
    if (session.latest.get(stay.participant) === stay) session.latest.delete(stay.participant);
    if (session.stays.size > 0) return;
    sessions.delete(session.id);
    if (session.room.newest === session) session.room.newest = undefined;
  }

  return {
    all: () => stays.values(),
    of: (participation: string): LoggedParticipation | undefined => stays.get(participation),
    session: (id: string): ReportedSession | undefined => sessions.get(id),
    room: roomOf,

    /** Whether everybody who has been in this session since the log began is known: also that there was no such session. */
    isKnown(id: string): boolean {
      const session = sessions.get(id);
      return session ? session.whole && !session.forgetful : !before.has(id) && !forgetful;
    },

    /** Somebody comes in. */
    arrive(
      one: Pick<LoggedParticipation, 'participant' | 'participation' | 'extended' | 'arrived'>,
      room: string,
      id: string,
    ): LoggedParticipation {
      const session = sessionOf(id, roomOf(room));
      const causes = { told: [], departed: undefined, cause: undefined, gone: false, retired: false };
      const reports = { report: undefined, overtaken: undefined, earlier: undefined, observed: 0, missed: false };
      const made: LoggedParticipation = { ...one, session, ...causes, ...reports };
      stays.set(one.participation, made);
      session.stays.add(made);
      session.latest.set(one.participant, made);
      session.present += 1;
      session.over = undefined;
      return made;
    },

    /** It is over, or its client cannot come back: it is forgotten when it is one of the oldest of these. */
    retire(stay: LoggedParticipation): void {
      if (stay.retired) return;
      stay.retired = true;
      past.push(stay);
      for (let excess = past.length - first - most(); excess > 0; excess -= 1) {
        forget(past[first] as LoggedParticipation);
        first += 1;
      }
      if (first < MOST_UNREPORTED || first * 2 < past.length) return;
      past = past.slice(first);
      first = 0;
    },

    /** The system begins anew, and may know nothing of what was before. */
    restart(): void {
      before.expect(sessions.size);
      for (const id of sessions.keys()) before.add(id, true);
      stays.clear();
      past = [];
      first = 0;
      sessions.clear();
      for (const room of rooms.values()) room.newest = undefined;
    },
  };
}

export type LoggedParticipations = ReturnType<typeof openParticipations>;
