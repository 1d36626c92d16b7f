/** The state of one room object of a client. Plain data: no I/O, no clock, no randomness. */
import type { CallId, ClientAsk, ConnectionNumber, KnownMember, OwnParticipation, SourcedReason } from './events.js';

/** A numbered request that has not been answered. */
export interface UnansweredRequest {
  readonly request: number;
  readonly ask: ClientAsk | { readonly kind: 'leave' };
  /** The call that made it; a Leave settles with all calls of leave() at once, and has none of its own. */
  readonly call: CallId | null;
  /** The connection over which it was sent last; 0: it has not been sent. */
  readonly sentOver: ConnectionNumber;
}

/** The newest connection of a room object. */
export interface NewestConnection {
  readonly id: ConnectionNumber;
  /**
   * `asking`: Join or Resume is sent, and not answered. `closing`: the client has closed it with 4101, and waits for
   * the end.
   */
  readonly phase: 'opening' | 'asking' | 'bound' | 'closing';
}

/** All that a client knows of one room object. */
export interface ClientState {
  readonly begun: boolean;
  /** The secret that names the Join of this room object. Clause `client.join-id`. */
  readonly joinId: string;
  readonly connection: NewestConnection | null;
  /** How many connections it has opened. */
  readonly connections: number;
  /** How many attempts to get a connection bound have failed in a row. */
  readonly failures: number;
  /** How often Join was sent. */
  readonly joins: number;
  /** Null until Joined has come. */
  readonly joined: OwnParticipation | null;
  /** Every participation that was its own. */
  readonly own: readonly string[];
  /** The others, as far as the server has told of them. */
  readonly participants: readonly KnownMember[];
  /** The newest that the server gave. */
  readonly token: string;
  /** The highest sequence received without a gap. */
  readonly received: number;
  /** The highest `ack` that was sent. */
  readonly acknowledged: number;
  /** How many requests have been numbered. */
  readonly requests: number;
  /** Oldest first. */
  readonly unanswered: readonly UnansweredRequest[];
  /** The connection was lost after Joined, and is not resumed. */
  readonly away: boolean;
  /** leave() or dispose() was called. */
  readonly leaving: boolean;
  /** Calls of leave() that are outstanding. */
  readonly leaves: readonly CallId[];
  /** Why it is over, once it is. */
  readonly left: SourcedReason | null;
}

/** Before its join. */
export const notBegun: ClientState = {
  begun: false,
  joinId: '',
  connection: null,
  connections: 0,
  failures: 0,
  joins: 0,
  joined: null,
  own: [],
  participants: [],
  token: '',
  received: 0,
  acknowledged: 0,
  requests: 0,
  unanswered: [],
  away: false,
  leaving: false,
  leaves: [],
  left: null,
};

/** The states of a room object, as the application reads them. */
export const stateNames = ['new', 'joining', 'joined', 'switching', 'reconnecting', 'leaving', 'left'] as const;

/** One of them. */
export type RoomObjectStateName = (typeof stateNames)[number];

/** The name of a state. */
export function stateNameOf(state: ClientState): RoomObjectStateName {
  if (!state.begun) return 'new';
  if (state.left) return 'left';
  if (state.leaving) return 'leaving';
  if (state.joined === null) return 'joining';
  if (state.away) return 'reconnecting';
  return isSwitching(state) ? 'switching' : 'joined';
}

/** A SwitchRoom was sent and is not answered. */
export const isSwitching = ({ unanswered }: ClientState): boolean =>
  unanswered.some(({ ask, sentOver }) => ask.kind === 'switchRoom' && sentOver > 0);
