/**
 * A history as reader.ts indexes it: connections, room objects, stays, requests and calls, with who was shown what and when.
 * "When" is always an index in `history.records`. It only says what the observations say; what must have been is in causes.ts.
 */
import type { ClauseId } from '../../../gen/clauses.js';
import type {
  ActionKind,
  Candidates,
  Feature,
  Flaw,
  History,
  Malformed,
  Member,
  Observation,
  ObservationKind,
  Refusal,
  Role,
  Seat,
} from '../../exchange/index.js';
import type { Causes } from './causes.js';
import type { OperatorCall } from './view-calls.js';

export interface SeenAt<K extends ObservationKind = ObservationKind> {
  readonly index: number;
  readonly seen: Observation & { readonly kind: K };
}

/**
 * What the suite did to a connection, or to its server, after which the server may take it as lost; `silence` is what it did not do:
 * then `heard` says when it last sent anything.
 */
export interface ConnectionLoss {
  readonly index: number;
  readonly how: 'cut' | 'goodbye' | 'close' | 'malformed' | 'silence' | 'restart';
  readonly heard?: number;
  readonly frame?: Malformed;
  /** It ended without a word of anybody's. */
  readonly reset?: boolean;
}

/** RoomLeft, and on which connection; `attempt` is the Resume or the repeated Join that it answers. */
export interface RoomLeftAt {
  readonly index: number;
  readonly reason: Candidates;
  readonly replyTo: number | undefined;
  readonly sequence: number | undefined;
  readonly connection: SeenConnection;
  readonly attempt?: BindAttempt;
  request?: SentRequest;
}

export interface SeenConnection {
  readonly name: string;
  readonly seat: Seat;
  /** What was sent on it to be bound; several where the first ones were refused. */
  readonly attempts: BindAttempt[];
  /** Everything that the connection showed, the close included. */
  readonly log: SeenAt[];
  readonly losses: ConnectionLoss[];
  /** Messages that acknowledge something, so that the server can hear the client by them. */
  readonly heard: { readonly index: number; readonly request?: SentRequest }[];
  /** When the suite last sent something on it; it answers each Heartbeat, without a record of it. */
  spoke: number;
  /** Where Heartbeat was shown. */
  readonly beats: number[];
  /** Nothing passed over it since `at`, until it was healed; `heard` is when the suite last sent something before. */
  froze?: { readonly index: number; readonly heard: number; healed?: number };
  /** The room object that Joined or Resumed has bound it to, and where that was shown. */
  carries?: { readonly roomObject: SeenRoomObject; readonly since: number };
  closed?: SeenAt<'closed'>;
  left?: RoomLeftAt;
  /** What came after RoomLeft, the close excluded. */
  readonly after: SeenAt[];
  /** What answers nothing that was asked and belongs to no stay. */
  readonly stray: SeenAt[];
}

/** A Join, a repeated one or a Resume, as it was sent on one connection. */
export interface BindAttempt {
  readonly kind: 'join' | 'repeat' | 'resume';
  readonly index: number;
  readonly connection: SeenConnection;
  readonly roomObject: SeenRoomObject;
  /** What a Resume presented; `madeUp` for a token that no server gave. */
  readonly ticket?: { readonly token: string; readonly sequence: number | undefined; readonly beyond: boolean };
  overdue?: number;
  answer?: {
    readonly index: number;
    readonly kind: 'joined' | 'resumed' | 'rejected' | 'roomLeft';
    readonly code?: Refusal | 'unspecified';
    readonly sequence: number | undefined;
    readonly lastRequest?: number;
  };
}

/** A room object: one Join with its repetitions, everything behind it, and the participations that it has had. */
export interface SeenRoomObject {
  readonly index: number;
  readonly room: string;
  readonly seat: Seat;
  readonly attempts: BindAttempt[];
  readonly requests: SentRequest[];
  /** The way in by the Join itself, then one for each SwitchRoom. */
  readonly entries: WayIn[];
  readonly participations: SeenParticipation[];
  /** What was shown under each sequence, where it was shown first. */
  readonly stream: Map<number, SeenAt & { readonly connection: SeenConnection }>;
  /** What was shown once more under a number that had been given to something else. */
  readonly altered: { readonly index: number; readonly first: SeenAt; readonly seen: Observation }[];
  readonly tokens: { readonly token: string; readonly index: number; readonly connection: SeenConnection }[];
  /** RoomLeft in answer to a Resume or a repeated Join, where the participation that departed was never shown. */
  departed?: RoomLeftAt;
}

/** A way into a room: a Join, or the SwitchRoom in `request`. Without `stay`, `refused` and `forestalled`, nobody knows what became of it. */
export interface WayIn {
  readonly index: number;
  readonly room: string;
  readonly roomObject: SeenRoomObject;
  readonly flaw: Flaw | undefined;
  readonly request?: SentRequest;
  participation?: SeenParticipation;
  refused?: { readonly index: number; readonly code: Refusal | 'unspecified' };
  /** Another reason ended the stay before the SwitchRoom could. */
  forestalled?: true;
}

export interface AnswerAt {
  readonly index: number;
  readonly kind: 'accepted' | 'rejected' | 'roomLeft' | 'joined';
  /** It came outside of the stream, in answer to a Resume: answers before it may be lost. */
  readonly apart?: true;
  readonly code?: Refusal | 'unspecified';
}

export interface SentRequest {
  /** When it was sent first; it may have been sent again. */
  readonly index: number;
  readonly sendings: { readonly index: number; readonly connection: SeenConnection }[];
  readonly kind: ActionKind;
  readonly number: number | undefined;
  readonly roomObject: SeenRoomObject;
  /** The participation that a Remove named. */
  readonly target: string | undefined;
  readonly mode?: 'viewer' | 'unspecified';
  entry?: WayIn;
  /** The participation that it is for; unknown behind a SwitchRoom without an answer, and where nobody was shown it. */
  participation?: SeenParticipation;
  overdue?: number;
  answer?: AnswerAt;
  /** An answer came that names no request and may have been meant for this one. */
  unclear?: true;
  /** Answers after the first one. */
  readonly moreAnswers: AnswerAt[];
}

/** Somebody was told of a departure. */
export interface ToldObserver {
  readonly index: number;
  readonly observer: SeenParticipation;
  readonly reason: Candidates;
}

/** One participation. One that nobody was shown as its own, known from others alone, has no `joined`. */
export interface SeenParticipation {
  readonly id: string;
  readonly participant: string;
  readonly role: Role | undefined;
  readonly room: string;
  readonly session: string | undefined;
  roomObject: SeenRoomObject | undefined;
  entry: WayIn | undefined;
  readonly joined: SeenAt<'joined'> | undefined;
  /** The participation to which a SwitchRoom of its own has led. */
  next?: SeenParticipation;
  left?: RoomLeftAt;
  /** RoomLeft once more, to a Resume. */
  readonly moreRoomLefts: RoomLeftAt[];

  /** As others in its room see it: the first ParticipantLeft to each of them, and where it was first mentioned. */
  readonly tellings: ToldObserver[];
  mentioned: number;

  /** As it sees others. */
  readonly roster: ReadonlyMap<string, Member>;
  readonly arrivals: Map<string, { readonly index: number; readonly member: Member }>;
  readonly departures: Map<string, number>;
  readonly repeatedArrivals: { readonly index: number; readonly id: string }[];
  readonly repeatedDepartures: { readonly index: number; readonly id: string; readonly reason: Candidates }[];
  /** Requests of its own that were carried out: what was sent before `sent` by anybody is behind `at`. In order. */
  readonly proofs: { readonly sent: number; readonly index: number }[];

  causes: Causes;
}

export interface SeenRoom {
  readonly name: string;
  readonly entries: WayIn[];
  readonly participations: SeenParticipation[];
  /** Requests that may have been for a participation in this room that nobody was shown. */
  readonly loose: SentRequest[];
}

/** What ends a session as a whole: an End, or a call of the operator. */
export interface Ender {
  readonly index: number;
  readonly code: 1006 | 1008 | 1009;
  readonly request?: SentRequest;
  readonly call?: OperatorCall;
}

export interface SeenSession {
  readonly id: string;
  readonly room: string;
  readonly participations: SeenParticipation[];
  /** What may have ended it, and where it had surely been ended by one of them; Infinity where nothing says so. */
  enders: readonly Ender[];
  ended: number;
}

export interface Timeline {
  readonly history: History;
  readonly end: number;
  readonly fenced: boolean;
  /** Whether the stamps are a clock's. In a history that was written by hand each is the place of its line. */
  readonly timed: boolean;
  /** Whether it is a log: nobody drew a scenario for it. */
  readonly recorded: boolean;
  readonly has: (feature: Feature) => boolean;
  /** Where the server was killed and started again. */
  readonly restarts: readonly number[];
  readonly connections: readonly SeenConnection[];
  readonly roomObjects: readonly SeenRoomObject[];
  readonly entries: readonly WayIn[];
  readonly requests: readonly SentRequest[];
  readonly calls: readonly OperatorCall[];
  /** Participations that a Joined showed, in that order; and those that it did not, known from others. */
  readonly participations: readonly SeenParticipation[];
  readonly mentionedOnly: readonly SeenParticipation[];
  /** The participation of that id, shown or not. */
  readonly participation: (id: string) => SeenParticipation | undefined;
  readonly rooms: ReadonlyMap<string, SeenRoom>;
  readonly sessions: ReadonlyMap<string, SeenSession>;
}

/** Whether the system breaks the clause on purpose, so that what comes of it is no wonder. */
export const breaks = ({ history }: Timeline, clause: ClauseId): boolean =>
  history.profile.deviations.some((deviation) => deviation.clause === clause);
