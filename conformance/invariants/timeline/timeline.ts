/** A history, read into one finished value that nobody changes. "When" is always an index in `history.records`. */

import type { Feature } from '../../exchange/features.js';
import type { History } from '../../exchange/history.js';
import type { Member } from '../../exchange/observation.js';
import type { ActionKind, Seat } from '../../exchange/scenario.js';
import type { Candidates, Flaw, Role, Unfit } from '../../exchange/words.js';
import type {
  AlteredAt,
  AnswerAt,
  BindAnswer,
  CauseKind,
  ConnectionLoss,
  OperatorCall,
  RefusedAt,
  SeenAt,
} from './parts.js';

/** RoomLeft, and on which connection; `attempt` is the Resume or the repeated Join that it answers. */
export interface RoomLeftAt {
  readonly index: number;
  readonly reason: Candidates;
  readonly replyTo: number | undefined;
  readonly sequence: number | undefined;
  readonly connection: SeenConnection;
  readonly attempt?: BindAttempt;
  readonly request?: SentRequest;
}

/** One WebSocket connection of a seat. */
export interface SeenConnection {
  readonly name: string;
  readonly seat: Seat;
  /** What was sent on it to be bound; several where the first ones were refused. */
  readonly attempts: readonly BindAttempt[];
  /** Everything that the connection showed, the close included. */
  readonly log: readonly SeenAt[];
  readonly losses: readonly ConnectionLoss[];
  /** Messages that acknowledge something, so that the server can hear the client by them. */
  readonly heard: readonly { readonly index: number; readonly request?: SentRequest }[];
  /** When the suite last sent something on it; it answers each Heartbeat, without a record of it. */
  readonly spoke: number;
  /** Where Heartbeat was shown. */
  readonly beats: readonly number[];
  /** Nothing passed over it since `index`, until it was healed. The suite last sent something at `heard`. */
  readonly froze?: { readonly index: number; readonly heard: number; readonly healed?: number };
  /** The room object that Joined or Resumed has bound it to, and where that was shown. */
  readonly carries?: { readonly roomObject: SeenRoomObject; readonly since: number };
  readonly closed?: SeenAt<'closed'>;
  readonly left?: RoomLeftAt;
  /** What came after RoomLeft, the close excluded. */
  readonly after: readonly SeenAt[];
  /** What answers nothing that was asked and belongs to no participation. */
  readonly stray: readonly SeenAt[];
}

/** A Join, a repeated one or a Resume, as it was sent on one connection. */
export interface BindAttempt {
  readonly kind: 'join' | 'repeat' | 'resume';
  readonly index: number;
  readonly connection: SeenConnection;
  readonly roomObject: SeenRoomObject;
  /** What a Resume presented; the token is `made-up` where no server gave it. */
  readonly ticket?: { readonly token: string; readonly sequence: number | undefined; readonly beyond: boolean };
  readonly overdue?: number;
  readonly answer?: BindAnswer;
}

/** A room object: one Join with its repetitions, everything behind it, and the participations that it has had. */
export interface SeenRoomObject {
  readonly index: number;
  readonly room: string;
  readonly seat: Seat;
  readonly attempts: readonly BindAttempt[];
  readonly requests: readonly SentRequest[];
  /** The way in by the Join itself, then one for each SwitchRoom. */
  readonly entries: readonly WayIn[];
  readonly participations: readonly SeenParticipation[];
  /** What was shown under each sequence, where it was shown first. */
  readonly stream: ReadonlyMap<number, SeenAt & { readonly connection: SeenConnection }>;
  /** What was shown once more under a number that had been given to something else. */
  readonly altered: readonly AlteredAt[];
  readonly tokens: readonly { readonly token: string; readonly index: number; readonly connection: SeenConnection }[];
  /** RoomLeft in answer to a Resume or a repeated Join, where the participation that departed was never shown. */
  readonly departed?: RoomLeftAt;
}

/** A way into a room: a Join, or the SwitchRoom in `request`. Its last three fields say how it ended, if that is known. */
export interface WayIn {
  readonly index: number;
  readonly room: string;
  readonly roomObject: SeenRoomObject;
  readonly flaw: Flaw | undefined;
  readonly unfit?: Unfit | undefined;
  readonly request?: SentRequest;
  readonly participation?: SeenParticipation;
  readonly refused?: RefusedAt;
  /** Another reason ended the participation before the SwitchRoom could. */
  readonly forestalled?: true;
}

/** A request of a participant, which may have been sent several times. */
export interface SentRequest {
  /** When it was sent first. */
  readonly index: number;
  readonly sendings: readonly { readonly index: number; readonly connection: SeenConnection }[];
  readonly kind: ActionKind;
  readonly number: number | undefined;
  readonly roomObject: SeenRoomObject;
  /** The participation that a Remove named. */
  readonly target: string | undefined;
  readonly mode?: 'viewer' | 'unspecified';
  readonly entry?: WayIn;
  /** The participation that it is for; unknown behind a SwitchRoom without an answer, and where nobody was shown it. */
  readonly participation?: SeenParticipation;
  readonly overdue?: number;
  readonly answer?: AnswerAt;
  /** An answer came that names no request and may have been meant for this one. */
  readonly unclear?: true;
  /** Answers after the first one. */
  readonly moreAnswers: readonly AnswerAt[];
}

/** What somebody was told about a departure; RoomLeft, which the leaver gets, has no observer. */
export interface ToldDeparture {
  readonly index: number;
  readonly reason: Candidates;
  readonly observer?: SeenParticipation;
  readonly attempt?: BindAttempt;
}

/** One participation. One that nobody was shown as its own, known from others alone, has no `joined`. */
export interface SeenParticipation {
  readonly id: string;
  readonly participant: string;
  readonly role: Role | undefined;
  readonly room: string;
  readonly session: string;
  readonly roomObject: SeenRoomObject | undefined;
  readonly entry: WayIn | undefined;
  readonly joined: SeenAt<'joined'> | undefined;
  /** The participation to which a SwitchRoom of its own has led. */
  readonly next?: SeenParticipation;
  readonly left?: RoomLeftAt;
  /** RoomLeft once more, to a Resume. */
  readonly moreRoomLefts: readonly RoomLeftAt[];
  /** As others in its room see it: the first ParticipantLeft to each of them, and where it was first mentioned. */
  readonly tellings: readonly (Omit<ToldDeparture, 'attempt'> & { readonly observer: SeenParticipation })[];
  readonly mentioned: number;
  /** As it sees others. */
  readonly roster: ReadonlyMap<string, Member>;
  readonly arrivals: ReadonlyMap<string, { readonly index: number; readonly member: Member }>;
  readonly departures: ReadonlyMap<string, number>;
  readonly repeatedArrivals: readonly { readonly index: number; readonly id: string }[];
  readonly repeatedDepartures: readonly { readonly index: number; readonly id: string; readonly reason: Candidates }[];
  /** Requests of its own that were carried out: what was sent before `sent` by anybody is behind `index`. In order. */
  readonly proofs: readonly { readonly sent: number; readonly index: number }[];
  readonly causes: Causes;
}

/** What may have ended one participation. */
export interface Cause {
  readonly kind: CauseKind;
  /** When it was sent: it can have ended nothing before. Of a loss, when the resume window was over. */
  readonly index: number;
  readonly request?: SentRequest;
  readonly call?: OperatorCall;
  readonly entry?: WayIn;
  readonly how?: ConnectionLoss['how'];
}

/**
 * Why a participation may have ended, since when it was surely present, and until when: bounds.ts reckons it.
 * A request takes effect after it was sent and before its answer arrived; nothing else is known of when.
 */
export interface Causes {
  /** All that may have ended this participation alone. */
  readonly own: readonly Cause[];
  /** All that may have ended its session as a whole, the refused not counted. */
  readonly enders: readonly Ender[];
  /** Removes and calls that name it and must not end it: they were refused, or their sender may not remove it. */
  readonly wrongRemoves: readonly SentRequest[];
  readonly wrongCalls: readonly OperatorCall[];
  /** It was not present before this. */
  readonly asked: number;
  /** It had joined by then. */
  readonly present: number;
  /** Nothing that could end it had been sent before this. */
  readonly untouched: number;
  /** The same, Ends not counted. */
  readonly firstCause: number;
  /** It had departed by then. */
  readonly gone: number;
  /** Where the request that ended it was answered, so that the fence holds for its effects. Not for a loss. */
  readonly settled: number;
  /** What was told of its departure and has no cause. */
  readonly unfounded: readonly ToldDeparture[];
}

/** What was seen of one room. */
export interface SeenRoom {
  readonly name: string;
  readonly entries: readonly WayIn[];
  readonly participations: readonly SeenParticipation[];
  /** Requests that may have been for a participation in this room that nobody was shown. */
  readonly loose: readonly SentRequest[];
}

/** What ends a session as a whole: an End, or a call of the operator. */
export interface Ender extends Pick<Cause, 'index' | 'request' | 'call'> {
  readonly code: number;
}

/** A session, with what may have ended it. */
export interface SeenSession {
  readonly id: string;
  readonly room: string;
  readonly participations: readonly SeenParticipation[];
  readonly enders: readonly Ender[];
  /** Where it had surely been ended by one of `enders`; Infinity where nothing says so. */
  readonly ended: number;
}

/** All that a history says. */
export interface Timeline {
  readonly history: History;
  /** The index behind the last record. */
  readonly end: number;
  readonly fenced: boolean;
  /** Whether the stamps are a clock's. In a history that was written by hand each stamp is the place of its line. */
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
  /** Participations that a Joined showed, in that order. */
  readonly participations: readonly SeenParticipation[];
  /** Participations that no Joined showed, known from others. */
  readonly mentionedOnly: readonly SeenParticipation[];
  /** The participation of that id, shown or not. */
  readonly participation: (id: string) => SeenParticipation | undefined;
  readonly rooms: ReadonlyMap<string, SeenRoom>;
  readonly sessions: ReadonlyMap<string, SeenSession>;
}
