/** What the suite makes somebody do: the steps of a scenario, as plain data. DESIGN: section 7. */
import { NOBODY, OPERATOR, PEER } from './names.js';
import type { Deed } from './peer.js';

/** A frame that the wire forbids, named by what is wrong with it. */
export type Malformed = 'wrong-type' | 'undecodable' | 'oversize' | 'join-again' | 'request-first';

/** What is wrong with an access token, or with what it is used for; the first two are no fault of the token itself. Clauses: `access.*`. */
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
] as const;
export type Flaw = (typeof flaws)[number];

/** What the operator calls, in the words of the RoomService. */
export const calls = ['endMeeting', 'closeRoom', 'removeParticipant', 'stopMediaRelay'] as const;
export type Call = (typeof calls)[number];

/** With what a Resume is asked for. */
export interface Ticket {
  /** `newest`: the token that the seat was given last; `first`: the one that came with its Joined; `made-up`: one that no server gave. */
  readonly token: 'newest' | 'first' | 'made-up';
  /** `last`: the highest sequence that the seat has received; `beyond`: one that the server has not reached yet. */
  readonly sequence: 'last' | 'beyond';
  /**
   * It is sent so many milliseconds after the announced resume window has passed since the seat lost its connection; before that, where
   * the number is negative. Where it is left out, it is sent at once.
   */
  readonly late?: number;
}

export type Action =
  | { readonly kind: 'join'; readonly seat: string; readonly room: string; readonly flaw?: Flaw }
  | { readonly kind: 'repeat'; readonly seat: string }
  | ({ readonly kind: 'resume'; readonly seat: string } & Ticket)
  | { readonly kind: 'again'; readonly seat: string }
  | { readonly kind: 'ack'; readonly seat: string }
  | { readonly kind: 'switch'; readonly seat: string; readonly room: string; readonly flaw?: Flaw }
  | { readonly kind: 'mode'; readonly seat: string; readonly mode: 'viewer' | 'unspecified' }
  | {
      readonly kind: 'operate';
      readonly seat: typeof OPERATOR;
      readonly call: Call;
      readonly room: string;
      /** Which session of the room the call names: none, the newest that anybody was shown, or the first. */
      readonly session: 'none' | 'newest' | 'first';
      /** Participations, named as {@link remove} names them: one for `removeParticipant`, any number for `stopMediaRelay`. */
      readonly targets: readonly string[];
      /** The bearer token. */
      readonly bearer: 'right' | 'wrong' | 'missing';
    }
  | { readonly kind: 'leave'; readonly seat: string }
  | { readonly kind: 'end'; readonly seat: string }
  | { readonly kind: 'remove'; readonly seat: string; readonly target: string }
  | { readonly kind: 'sync'; readonly seat: string }
  | { readonly kind: 'unknown'; readonly seat: string }
  | { readonly kind: 'cut'; readonly seat: string; readonly how: Cut }
  | { readonly kind: 'freeze' | 'heal'; readonly seat: string }
  | { readonly kind: 'delay'; readonly seat: string; readonly ms: number }
  | { readonly kind: 'restart'; readonly seat: typeof PEER }
  | { readonly kind: 'wait'; readonly seat: typeof PEER; readonly pause: Pause }
  | { readonly kind: 'close'; readonly seat: string; readonly code: number }
  | { readonly kind: 'malformed'; readonly seat: string; readonly frame: Malformed }
  | { readonly kind: 'dispose' | 'unload'; readonly seat: string }
  | { readonly kind: 'peer'; readonly seat: typeof PEER; readonly deed: Deed };

/**
 * How long nothing is done, by the times that the server announces: half of the resume window, or until it is surely
 * over and announced; until Heartbeat must have come more than once; half of the heartbeat timeout, or until a silence is surely noticed.
 */
export const pauses = ['half-window', 'past-window', 'heartbeats', 'half-timeout', 'past-timeout'] as const;
export type Pause = (typeof pauses)[number];

/** How a connection breaks off: the far end is told that no more comes (FIN), or that all is void (RST). */
export type Cut = 'fin' | 'reset';

export type ActionKind = Action['kind'];

export const join = (seat: string, room = 'blue'): Action => ({ kind: 'join', seat, room });
/** Joins with an access token that must not be accepted. */
export const joinWith = (flaw: Flaw, seat: string, room = 'blue'): Action => ({ kind: 'join', seat, room, flaw });
/** The seat's latest Join once more, with the same `join_id`, on a new connection. */
export const repeat = (seat: string): Action => ({ kind: 'repeat', seat });
/** Takes the seat's room object up again on a new connection, whatever has become of the old one. */
export const resume = (seat: string, ticket: Partial<Ticket> = {}): Action => ({
  kind: 'resume',
  seat,
  token: 'newest',
  sequence: 'last',
  ...ticket,
});
/** The seat's latest numbered request once more, unchanged and with the same number, on the connection that it has now. */
export const again = (seat: string): Action => ({ kind: 'again', seat });
export const ack = (seat: string): Action => ({ kind: 'ack', seat });
export const switchRoom = (seat: string, room: string): Action => ({ kind: 'switch', seat, room });
export const switchWith = (flaw: Flaw, seat: string, room: string): Action => ({ kind: 'switch', seat, room, flaw });
export const viewer = (seat: string): Action => ({ kind: 'mode', seat, mode: 'viewer' });
/** A mode that no revision of the protocol has. */
export const unknownMode = (seat: string): Action => ({ kind: 'mode', seat, mode: 'unspecified' });
type Operate = Action & { kind: 'operate' };
export const operate = (
  call: Call,
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
export const leave = (seat: string): Action => ({ kind: 'leave', seat });
export const end = (seat: string): Action => ({ kind: 'end', seat });
/** Removes a participation: `bob` is the newest of seat bob, `bob#1` its first, {@link NOBODY} an unknown one. */
export const remove = (seat: string, target: string): Action => ({ kind: 'remove', seat, target });
export const sync = (seat: string): Action => ({ kind: 'sync', seat });
/** A request of a kind that this revision of the protocol does not know. */
export const unknownRequest = (seat: string): Action => ({ kind: 'unknown', seat });
/** The network takes the connection away; the seat says nothing. */
export const cut = (seat: string, how: Cut = 'fin'): Action => ({ kind: 'cut', seat, how });
/** From now on nothing passes over the seat's connection in either direction, and nobody is told: it is half-open. */
export const freeze = (seat: string): Action => ({ kind: 'freeze', seat });
/** What was held back by {@link freeze} passes after all, and so does whatever comes from now on. */
export const heal = (seat: string): Action => ({ kind: 'heal', seat });
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
/** The suite, as the server that a client under test meets, does something. */
export const peer = (deed: Deed): Action => ({ kind: 'peer', seat: PEER, deed });
/** The seat closes its WebSocket with a code of its own; 4101 counts as Leave. */
export const close = (seat: string, code: number): Action => ({ kind: 'close', seat, code });
export const malformed = (seat: string, frame: Malformed): Action => ({ kind: 'malformed', seat, frame });
