/** The parts of a timeline that refer to no other part of it. */

import type { Observation, ObservationKind } from '../../exchange/observation.js';
import type { Candidates, Malformed, OperatorMethod, Refusal } from '../../exchange/words.js';

/** Something that a seat was shown. */
export interface SeenAt<K extends ObservationKind = ObservationKind> {
  readonly index: number;
  readonly seen: Observation & { readonly kind: K };
}

/**
 * What the suite did to a connection, or to its server, after which the server may take it as lost.
 * `silence` is what it did not do: then `heard` says when it last sent anything.
 */
export interface ConnectionLoss {
  readonly index: number;
  readonly how: 'cut' | 'goodbye' | 'close' | 'malformed' | 'silence' | 'restart';
  readonly heard?: number;
  readonly frame?: Malformed;
  /** It ended without a close frame of either side. */
  readonly reset?: boolean;
}

/** The answer to a request. */
export interface AnswerAt {
  readonly index: number;
  readonly kind: 'accepted' | 'rejected' | 'roomLeft' | 'joined';
  /** It came outside of the stream, in answer to a Resume: answers before it may be lost. */
  readonly apart?: true;
  readonly code?: Refusal | 'unspecified';
}

/** A call of the operator, and what it was answered. */
export interface OperatorCall {
  readonly index: number;
  readonly method: OperatorMethod;
  readonly room: string;
  /** The session that it named; empty for none. */
  readonly session: string;
  readonly targets: readonly string[];
  readonly authorized: boolean;
  readonly connection: string;
  readonly overdue?: number;
  readonly answer?: {
    readonly index: number;
    readonly kind: 'accepted' | 'rejected';
    readonly code?: Refusal | 'unspecified';
  };
}

/** The answer to a Join, a repeated Join or a Resume. */
export interface BindAnswer {
  readonly index: number;
  readonly kind: 'joined' | 'resumed' | 'rejected' | 'roomLeft';
  readonly code?: Refusal | 'unspecified';
  readonly sequence: number | undefined;
  readonly lastRequest?: number;
}

/** A refusal. */
export interface RefusedAt {
  readonly index: number;
  readonly code: Refusal | 'unspecified';
}

/** What was shown under a sequence that had been given to `first`. */
export interface AlteredAt extends SeenAt {
  readonly first: SeenAt;
}

/** How a participation may have ended. */
export type CauseKind =
  | 'leave'
  | 'goodbye'
  | 'remove'
  | 'end'
  | 'lost'
  | 'replaced'
  | 'viewer'
  | 'switch'
  | OperatorMethod;

/** A part of a timeline while a history is read: it can be written, and so can the parts that it refers to. */
export type Draft<T> = { -readonly [K in keyof T]: Written<T[K]> };

type Written<V> = V extends Part
  ? Draft<V>
  : V extends readonly string[]
    ? V
    : Candidates extends V
      ? V
      : V extends ReadonlyMap<infer K, infer E>
        ? Map<K, Written<E>>
        : V extends readonly (infer E)[]
          ? Written<E>[]
          : V;

/** By what the parts are told from what exchange/ defines, which stays as it is. */
type Part =
  | { readonly index: number }
  | { readonly since: number }
  | { readonly beats: readonly number[] }
  | { readonly mentioned: number }
  | { readonly loose: readonly unknown[] };
