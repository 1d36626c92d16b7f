/** What there is in a made-up meeting: connections with two ends, and the rooms behind them. */

import type { Feature } from '../../exchange/features.js';
import type { Member, Observation } from '../../exchange/observation.js';
import type { Action, Seat } from '../../exchange/scenario.js';
import type { Code } from '../../exchange/words.js';
import { Chance } from './chance.test.helper.js';
import type { Fault, Wish } from './wish.test.helper.js';

/** One connection of a seat. */
export interface Line {
  readonly seat: Seat;
  readonly number: number;
  /** Frames on their way to the server, and back. */
  readonly up: Up[];
  readonly down: Observation[];
  stay?: Stay;
  /** The room object that it carries, or carried until another connection took over. */
  object?: RoomObject;
  /** What the seat goes by: its latest Join, with what it has received behind that. */
  client: Client;
  joining: boolean;
  /** What it waits for is an answer behind which nothing may be sent. */
  resuming: boolean;
  /** What the seat knows: whether it was shown Joined, RoomLeft, the close; whether the suite has gone. */
  sees: 'nothing' | 'in' | 'left';
  closed: boolean;
  gone: boolean;
  /** The server reads nothing from it any more. */
  deaf: boolean;
  noticed: boolean;
}

export type Up =
  | {
      readonly kind: 'action';
      readonly action: Action;
      readonly request: number;
      readonly ack: number;
      readonly target?: string;
      readonly targets?: readonly string[];
      readonly session?: string;
      readonly token?: string;
      readonly sequence?: number;
    }
  | { readonly kind: 'closing'; readonly code: number };

/** One Join as its seat knows it. */
export interface Client {
  requests: number;
  received: number;
  /** Its latest request, to be sent again. */
  last?: Action;
  readonly tokens: string[];
  readonly room: string;
}

/** One Join as the server knows it, through every resumption and switch. */
export interface RoomObject {
  readonly client: Client;
  readonly log: Observation[];
  readonly tokens: { readonly token: string; readonly line: Line }[];
  stay: Stay;
  line: Line;
  taken: number;
  /** The place of the newest token that the client was heard under. */
  heard: number;
  /** When its connection was lost; while it is set, the participation lingers. */
  lostAt?: number;
  departed?: { readonly code: Code; readonly replyTo: number };
}

/** One participation: from a join that was let in to its departure. */
export interface Stay {
  readonly id: string;
  line: Line;
  readonly session: Session;
  gone: boolean;
}

export interface Session {
  readonly id: string;
  readonly room: string;
  readonly stays: Stay[];
  over: boolean;
  ended: boolean;
}

export class World {
  readonly chance: Chance;
  readonly lines: Line[] = [];
  readonly sessions: Session[] = [];
  /** The latest session of each room. */
  readonly open = new Map<string, Session>();
  /** How many participations each seat has had. */
  readonly counts = new Map<string, number>();
  /** Effects that the fault holds back until the answers have gone. */
  readonly held: (() => void)[] = [];
  /** What the server remembers of each Join. */
  readonly objects = new Map<Client, RoomObject>();
  now = 0;
  tokens = 0;

  constructor(readonly wish: Wish) {
    this.chance = new Chance(wish.seed);
  }

  is(fault: Fault): boolean {
    return this.wish.fault === fault;
  }

  has(feature: Feature): boolean {
    return this.wish.features.includes(feature);
  }
}

export const memberOf = ({ id, line }: Stay): Member => ({
  participant: line.seat.participant,
  participation: id,
  role: line.seat.role,
});
