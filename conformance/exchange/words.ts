/** The fixed words of scenarios, observations and clients. Each list is complete: a word that is not in it does not compile. */

/** What a participant may do: a host may remove others and end the meeting. */
export type Role = 'host' | 'attendee';

/** A reason code, or the lack of one: a departure without a reason is not the same as one with code 0. */
export type Code = number | 'absent';

/**
 * The codes that an observation may stand for. A native server shows exactly one; a foreign system may merge several.
 *
 * @example
 * const isAmbiguous = (reason: Candidates): boolean => reason.length > 1;
 */
export type Candidates = readonly Code[];

/** What a participant asks to be instead of one: a viewer, or what no revision knows. */
export type WantedMode = 'viewer' | 'unspecified';

/** The Connect codes, by which requests are refused. */
export const refusals = [
  'canceled',
  'unknown',
  'invalid_argument',
  'deadline_exceeded',
  'not_found',
  'already_exists',
  'permission_denied',
  'resource_exhausted',
  'failed_precondition',
  'aborted',
  'out_of_range',
  'unimplemented',
  'internal',
  'unavailable',
  'data_loss',
  'unauthenticated',
] as const;
/** Why a request is refused. */
export type Refusal = (typeof refusals)[number];

/** How a server may refuse nearly anything because of load or of a limit. Clause `limit.load`. */
export const refusalsForLoad: readonly (Refusal | 'unspecified')[] = ['resource_exhausted', 'unavailable'];

/** The events of a client from inside whose listeners its application may do something. */
export const listenedEvents = ['joined', 'participantJoined', 'participantLeft', 'roomLeft'] as const;
/** One of them. */
export type ListenedEvent = (typeof listenedEvents)[number];

/** What an application does from inside a listener. */
export const listenerReactions = ['leave', 'dispose', 'join', 'throw'] as const;
/** One of them. */
export type ListenerReaction = (typeof listenerReactions)[number];

/** At the next event of a kind, before its listener returns. */
export interface Listening {
  readonly event: ListenedEvent;
  readonly reaction: ListenerReaction;
}

/** A frame that the wire forbids, named by what is wrong with it. */
export const malformedFrames = ['wrong-type', 'undecodable', 'oversize', 'join-again', 'request-first'] as const;
/** What is wrong with a frame. */
export type Malformed = (typeof malformedFrames)[number];

/** What is wrong with an access token, or with how it is used; the first two are no fault of the token itself. Clauses: `access.*`. */
export const flaws = [
  'other-room',
  'other-participant',
  'other-role',
  'missing',
  'garbage',
  'unsigned',
  'tampered',
  'alg-none',
  'expired',
  'expired-other-room',
  'tampered-other-role',
  'unsigned-other-participant',
  'not-yet',
  'wrong-audience',
] as const;
/** A flaw of an access token. */
export type Flaw = (typeof flaws)[number];

/** What an entry names that nobody may be named. Clauses `join.invalid`, `switch.same-room`. */
export const unfits = ['no-room', 'no-participant', 'no-role', 'unknown-role'] as const;
/** What an entry lacks, or has that no revision knows. */
export type Unfit = (typeof unfits)[number];

/** What the operator calls, in the words of the RoomService. */
export const operatorMethods = ['endMeeting', 'closeRoom', 'removeParticipant', 'stopMediaRelay'] as const;
/** A method of the RoomService. */
export type OperatorMethod = (typeof operatorMethods)[number];

/** Which session of the room a call names: the newest that anybody was shown, the one before it, the first, or none. */
export const namedSessions = ['newest', 'previous', 'first', 'none'] as const;
/** The session that a call names. */
export type NamedSession = (typeof namedSessions)[number];

/** The bearer token that a call presents. */
export const bearers = ['right', 'wrong', 'missing'] as const;
/** The bearer token of a call. */
export type Bearer = (typeof bearers)[number];

/**
 * The token that a resume presents: the one that the seat was given last, the one of its Joined, one that no server gave, or the last one
 * of the stay before this one.
 */
export const resumeTokens = ['newest', 'first', 'made-up', 'former'] as const;
/** Which token a resume presents. */
export type ResumeToken = (typeof resumeTokens)[number];

/**
 * The sequence that a resume presents: the highest that the seat has received, one that the server has not reached yet, or the highest
 * that the seat has acknowledged, as if all that came later had been lost.
 */
export const resumeSequences = ['last', 'beyond', 'acked'] as const;
/** Which sequence a resume presents. */
export type ResumeSequence = (typeof resumeSequences)[number];

/**
 * How long nothing is done, by the times that the server announces: half of the resume window, or until it is surely
 * over and announced; until Heartbeat must have come more than once; half of the heartbeat timeout, or until a silence is surely noticed;
 * or, of a client, until a leave is surely over.
 */
export const pauses = [
  'half-window',
  'past-window',
  'heartbeats',
  'half-timeout',
  'past-timeout',
  'past-leave',
] as const;
/** How long nothing is done. */
export type Pause = (typeof pauses)[number];

/** How a connection breaks off: the far end is told that no more comes (FIN), or that all is void (RST). */
export const cuts = ['fin', 'reset'] as const;
/** How a connection breaks off. */
export type Cut = (typeof cuts)[number];

/** Which number a message of the peer bears: the next one, none at all, one that the client has had already, or one that leaves a gap. */
export const numberings = ['next', 'zero', 'repeat', 'gap'] as const;
/** How a message of the peer is numbered. */
export type Numbering = (typeof numberings)[number];

/** What a reason says beside its code: the registry's sentence, that of another code, or nothing. A receiver must not care. */
export const wordings = ['own', 'foreign', 'none'] as const;
/** What a reason says beside its code. */
export type Wording = (typeof wordings)[number];

/** What a client asks its server for; `connect` is the upgrade to a WebSocket. */
export const demands = [
  'connect',
  'join',
  'resume',
  'leave',
  'end',
  'switch',
  'remove',
  'mode',
  'sync',
  'unknown',
] as const;
/** A demand of a client. */
export type Demand = (typeof demands)[number];

/** How a case went. */
export const verdicts = [
  'pass',
  'fail',
  'skip',
  'indistinguishable',
  'inconclusive',
  'harness-fault',
  'not-run',
  'known-failure',
] as const;
/**
 * The verdict on a case.
 *
 * @example
 * const isRight = (verdict: Verdict): boolean => verdict === 'pass' || verdict === 'skip';
 */
export type Verdict = (typeof verdicts)[number];

/**
 * 0 conforms · 1 does not · 2 wrong usage · 3 unreachable, inconclusive or harness fault · 130 interrupted.
 *
 * @example
 * const conforms = (code: ExitCode): boolean => code === 0;
 */
export type ExitCode = 0 | 1 | 2 | 3 | 130;

/** A clause, for those who show a report without having the specification at hand. */
export interface ClauseWords {
  /** How binding it is: `MUST NOT`. */
  readonly level: string;
  readonly sentence: string;
  /** The file and the heading: `spec/room.md#departureonce`. */
  readonly address: string;
}
