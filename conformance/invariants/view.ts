/**
 * A history as reader.ts indexes it: connections, joins, stays and requests, with who was shown what and when.
 * "When" is always an index in `history.records`. It only says what the observations say; what must have been is in causes.ts.
 */
import type { ClauseId } from '../../gen/clauses.js';
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
} from '../exchange/index.js';
import type { Causes } from './causes.js';

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

/** Whether the system breaks the clause on purpose, so that what comes of it is no wonder. */
export const breaks = ({ history }: View, clause: ClauseId): boolean =>
  history.profile.deviations.some((deviation) => deviation.clause === clause);

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

/** Whether it still waits for its answer, as far as anybody can tell. */
export const waits = ({ answer, unclear }: Request): boolean => !answer && !unclear;
