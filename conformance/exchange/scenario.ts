/** A scenario: the seats, and what they do, round by round. It replays without the generator that made it. */
import { OPERATOR, PEER } from './names.js';
import type { PeerAction } from './peer-action.js';
import type {
  Bearer,
  Cut,
  Flaw,
  ListenedEvent,
  ListenerReaction,
  Listening,
  Malformed,
  NamedSession,
  OperatorMethod,
  Pause,
  ResumeSequence,
  ResumeToken,
  Role,
  Unfit,
  WantedMode,
} from './words.js';

export type { Announcement, DemandAnswer, PeerAction } from './peer-action.js';

/**
 * A chair in a world. Two seats may hold the same participant, as two devices of one person do.
 *
 * @example
 * const ann: Seat = { name: 'ann', participant: 'ann', role: 'host' };
 */
export interface Seat {
  readonly name: string;
  readonly participant: string;
  readonly role: Role;
}

/**
 * Actions that are taken at the same time; those of one seat are pipelined in the order given.
 *
 * @example
 * const round: Round = [{ kind: 'leave', seat: 'ann' }, { kind: 'leave', seat: 'bob' }];
 */
export type Round = readonly Action[];

/**
 * Who is there, and what they do.
 *
 * @example
 * const steps = ({ rounds }: Scenario): number => rounds.flat().length;
 */
export interface Scenario {
  readonly seats: readonly Seat[];
  readonly rounds: readonly Round[];
}

/** A seat of a host. */
export const host = (name: string, participant = name): Seat => ({ name, participant, role: 'host' });
/** A seat of an attendee. */
export const attendee = (name: string, participant = name): Seat => ({ name, participant, role: 'attendee' });

/** One step a round, in the order given. */
export const inTurn = (seats: readonly Seat[], ...steps: readonly Action[]): Scenario => ({
  seats,
  rounds: steps.map((step) => [step]),
});

/** How many actions a scenario has. */
export const countSteps = (scenario: Scenario): number => scenario.rounds.reduce((sum, round) => sum + round.length, 0);

/** What a Resume presents, and when. */
export interface Ticket {
  readonly token: ResumeToken;
  readonly sequence: ResumeSequence;
  /**
   * How many milliseconds after the end of the announced resume window it is sent, counted from when the seat lost its connection;
   * a negative number is before its end. It is sent at once where this is left out.
   */
  readonly late?: number;
}

/** Where somebody goes in, and what is wrong with the token for it, or with what it names. */
export interface Entrance {
  readonly room: string;
  readonly flaw?: Flaw;
  readonly unfit?: Unfit;
}

/**
 * One step of a scenario: what the suite makes a seat do.
 *
 * @example
 * const action: Action = { kind: 'remove', seat: 'ann', target: 'bob' };
 */
export type Action =
  | ({ readonly kind: 'join'; readonly seat: string } & Entrance)
  | { readonly kind: 'repeat'; readonly seat: string }
  | ({ readonly kind: 'resume'; readonly seat: string } & Ticket)
  | { readonly kind: 'again'; readonly seat: string }
  | { readonly kind: 'ack'; readonly seat: string }
  | ({ readonly kind: 'switch'; readonly seat: string } & Entrance)
  | { readonly kind: 'mode'; readonly seat: string; readonly mode: WantedMode }
  | {
      readonly kind: 'operate';
      readonly seat: typeof OPERATOR;
      readonly call: OperatorMethod;
      readonly room: string;
      readonly session: NamedSession;
      /** Participations, named as {@link remove} names them: one for `removeParticipant`, any number for `stopMediaRelay`. */
      readonly targets: readonly string[];
      readonly bearer: Bearer;
    }
  | { readonly kind: 'leave'; readonly seat: string }
  | { readonly kind: 'end'; readonly seat: string }
  | { readonly kind: 'remove'; readonly seat: string; readonly target: string }
  | { readonly kind: 'sync'; readonly seat: string; readonly bytes?: number }
  | { readonly kind: 'unknown'; readonly seat: string }
  | { readonly kind: 'cut'; readonly seat: string; readonly how: Cut }
  | { readonly kind: 'freeze' | 'heal' | 'mute'; readonly seat: string }
  | { readonly kind: 'delay'; readonly seat: string; readonly ms: number }
  | { readonly kind: 'restart'; readonly seat: typeof PEER }
  | { readonly kind: 'wait'; readonly seat: typeof PEER; readonly pause: Pause }
  | { readonly kind: 'close'; readonly seat: string; readonly code: number }
  | { readonly kind: 'malformed'; readonly seat: string; readonly frame: Malformed; readonly vector?: number }
  | { readonly kind: 'dispose' | 'unload'; readonly seat: string }
  | ({ readonly kind: 'listener'; readonly seat: string } & Listening)
  | { readonly kind: 'peer'; readonly seat: typeof PEER; readonly does: PeerAction };

/** The kinds of actions, by which a system says what it cannot be made to do. */
export type ActionKind = Action['kind'];

/** Joins a room, with an access token that is right. */
export const join = (seat: string, room = 'blue'): Action => ({ kind: 'join', seat, room });
/** Joins with an access token that must not be accepted. */
export const joinWith = (flaw: Flaw, seat: string, room = 'blue'): Action => ({ kind: 'join', seat, room, flaw });
/** Joins, and names a room, a participant or a role that nobody may have. */
export const joinUnfit = (unfit: Unfit, seat: string, room = 'blue'): Action => ({ kind: 'join', seat, room, unfit });
/** The seat's latest Join once more, with the same `join_id`, on a new connection. */
export const repeat = (seat: string): Action => ({ kind: 'repeat', seat });
/** Resumes the seat's room object on a new connection, whatever has become of the old one. */
export const resume = (seat: string, ticket: Partial<Ticket> = {}): Action => ({
  kind: 'resume',
  seat,
  token: 'newest',
  sequence: 'last',
  ...ticket,
});
/** The seat's latest numbered request once more, unchanged and with the same number, on the connection that it has now. */
export const again = (seat: string): Action => ({ kind: 'again', seat });
/** Acknowledges what the seat has received. */
export const ack = (seat: string): Action => ({ kind: 'ack', seat });
/** Switches to another room. */
export const switchRoom = (seat: string, room: string): Action => ({ kind: 'switch', seat, room });
/** Switches with an access token that must not be accepted. */
export const switchWith = (flaw: Flaw, seat: string, room: string): Action => ({ kind: 'switch', seat, room, flaw });
/** Switches to a room without a name. */
export const switchNowhere = (seat: string, room: string): Action => ({ kind: 'switch', seat, room, unfit: 'no-room' });
/** Becomes a viewer. */
export const viewer = (seat: string): Action => ({ kind: 'mode', seat, mode: 'viewer' });
/** A mode that no revision of the protocol has. */
export const unknownMode = (seat: string): Action => ({ kind: 'mode', seat, mode: 'unspecified' });
type Operate = Action & { kind: 'operate' };
/** The operator calls the RoomService. */
export const operate = (
  call: OperatorMethod,
  room = 'blue',
  rest: Partial<Pick<Operate, 'session' | 'targets' | 'bearer'>> = {},
): Action => ({
  kind: 'operate',
  seat: OPERATOR,
  call,
  room,
  session: 'newest',
  targets: [],
  bearer: 'right',
  ...rest,
});
/** Leaves the room. */
export const leave = (seat: string): Action => ({ kind: 'leave', seat });
/** Ends the meeting. */
export const end = (seat: string): Action => ({ kind: 'end', seat });
/** Removes a participation: `bob` is the newest of seat bob, `bob#1` its first, {@link NOBODY} an unknown one. */
export const remove = (seat: string, target: string): Action => ({ kind: 'remove', seat, target });
/** Asks for an answer behind everything that has happened so far. */
export const sync = (seat: string): Action => ({ kind: 'sync', seat });
/** A Sync of exactly so many bytes. */
export const syncOf = (bytes: number, seat: string): Action => ({ kind: 'sync', seat, bytes });
/** A request of a kind that this revision of the protocol does not know. */
export const unknownRequest = (seat: string): Action => ({ kind: 'unknown', seat });
/** The network takes the connection away; the seat says nothing. */
export const cut = (seat: string, how: Cut = 'fin'): Action => ({ kind: 'cut', seat, how });
/** From now on nothing passes over the seat's connection in either direction, and nobody is told: it is half-open. */
export const freeze = (seat: string): Action => ({ kind: 'freeze', seat });
/** What was held back by {@link freeze} passes after all, and so does whatever comes from now on. */
export const heal = (seat: string): Action => ({ kind: 'heal', seat });
/** From now on the seat answers no Heartbeat: only what it asks for says that it lives. */
export const mute = (seat: string): Action => ({ kind: 'mute', seat });
/** From now on everything takes `ms` longer over the seat's connection, in either direction. */
export const delay = (seat: string, ms: number): Action => ({ kind: 'delay', seat, ms });
/** The server under test is killed, without a word to anybody, and started again. */
export const restart = (): Action => ({ kind: 'restart', seat: PEER });
/** Nothing is done for one of the times that the server announces. */
export const wait = (pause: Pause): Action => ({ kind: 'wait', seat: PEER, pause });
/** The application gives its room object back. Only for clients. */
export const dispose = (seat: string): Action => ({ kind: 'dispose', seat });
/** The page or the process that the client lives in goes away. Only for clients. */
export const unload = (seat: string): Action => ({ kind: 'unload', seat });
/** The application does something from inside the listener that is told the next event of this kind. Only for clients. */
export const listener = (seat: string, event: ListenedEvent, reaction: ListenerReaction): Action => ({
  kind: 'listener',
  seat,
  event,
  reaction,
});
/** The suite, as the server that a client under test meets, does something. */
export const peer = (does: PeerAction): Action => ({ kind: 'peer', seat: PEER, does });
/** The seat closes its WebSocket with a code of its own; 4101 counts as Leave. */
export const close = (seat: string, code: number): Action => ({ kind: 'close', seat, code });
/** Sends a frame that the wire forbids. */
export const malformed = (seat: string, frame: Malformed): Action => ({ kind: 'malformed', seat, frame });
/** Sends one of the vectors that cannot be decoded, by its number. */
export const undecodable = (seat: string, vector: number): Action => ({
  kind: 'malformed',
  seat,
  frame: 'undecodable',
  vector,
});
