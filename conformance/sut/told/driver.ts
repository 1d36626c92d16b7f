/** What differs between the worlds of a pair and those of a whole system. */
import type { Settled } from '../../exchange/history.js';
import type { Observation } from '../../exchange/observation.js';
import type { Action, Seat } from '../../exchange/scenario.js';
import type { Answer, SeatAddress, ToldNote } from '../../exchange/testee.js';
import type { ToldSeat } from './seat.js';

/** What a seat was shown. */
export interface ToldReading {
  /** The participations that it names, and that must be known before it can be reported. */
  readonly names: readonly string[];
  /** Whose removal it tells. */
  readonly about?: string;
  /** MadeCall for when they are known; undefined where nothing is to be reported. */
  readonly observation: () => Observation | undefined;
}

/** A call that has been made: whose it is, and the number that it bears. */
export interface MadeCall {
  readonly action: Action;
  readonly seat: ToldSeat;
  readonly request: number | undefined;
  /** Of a remove: whom it names, by the id that the system has given. */
  readonly target: string | undefined;
  /** How often its seat had been told that it is in a room, and in one no more, when the call was made. */
  readonly entries: number;
  readonly departures: number;
}

/** What a call names beyond its action: the ids that the system has given. */
export interface NamedIds {
  readonly target?: string;
  readonly targets?: readonly string[];
  readonly session?: string;
}

/** What the answer of a call shows. `skipped`: it could not be made after all, and why. */
export type Shown = Observation | { readonly kind: 'skipped'; readonly why: string } | undefined;

/** Everybody in one world, by the names of their seats, and whose each participation is. */
export interface ToldPlace {
  readonly id: string;
  /** How long an answer may take, in milliseconds. */
  readonly answerMs: number;
  readonly seats: ReadonlyMap<string, ToldSeat>;
  readonly owners: Map<string, ToldSeat>;
}

/** How one world is driven. */
export interface Driver {
  /** What the testee is told when the world is opened, and who is there besides the seats of the scenario. */
  readonly opens: {
    readonly url: string;
    readonly addresses?: readonly SeatAddress[];
    readonly besides: readonly Seat[];
  };
  /** The silence after which everything has come, in milliseconds; 0: somebody who comes and goes is the fence. */
  readonly quietMs: number;
  /**
   * A seat's requests, their answers and its news come by one way, and are passed on one behind the other as they came; a Sync is
   * then answered behind all of it.
   */
  readonly oneWay: boolean;
  /** How often somebody comes and goes before it is given up, and what a fence that nobody was told of proves. */
  readonly fences: number;
  readonly unfenced: Settled;
  /** How long news may be on its way to an application, in milliseconds. */
  readonly newsMs: number;
  /** Why a step is not taken; empty where it is. */
  whyNot(action: Action, seat: ToldSeat): string;
  /** Does a step without the testee, where it can. */
  deed?(action: Action): (() => Promise<void>) | undefined;
  /** The step as the testee is given it. */
  call(action: Action, named: NamedIds): Promise<{ readonly action: Action; readonly accessToken: string }>;
  /** `sentinel`: it is of the suite's own comings and goings. `nothing`: it is not to be reported. */
  read(note: ToldNote, seat: ToldSeat): ToldReading | 'sentinel' | 'nothing';
  answered(asked: MadeCall, answer: Answer): Shown;
  /** Somebody comes into the room and goes. */
  comeAndGo(room: string): Promise<void>;
  /** Nobody was told of it in time, though these were there. */
  untold?(seats: readonly ToldSeat[]): void;
  /** Why nothing can be concluded from what was seen. */
  undecided?(): string | undefined;
  close(): Promise<void>;
}
