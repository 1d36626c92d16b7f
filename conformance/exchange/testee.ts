/** What the suite and a testee say to each other, as plain data. The section "Testee" of the specification says when. */
import type { Note } from './client.js';
import type { SystemProfile } from './mapping.js';
import type { Action, Seat } from './scenario.js';

/** The revision of the protocol that is spoken here; it is that of the specification. */
export const TESTEE_VERSION = '1.0';

/** What a testee is told to do. */
export type Command =
  | { readonly kind: 'hello'; readonly version: string }
  | {
      readonly kind: 'open';
      readonly world: string;
      /** Empty for a system. */
      readonly url: string;
      readonly seats: readonly Seat[];
      /** Where each seat connects to, for a system that has asked for proxies. */
      readonly addresses?: readonly SeatAddress[];
    }
  /** `accessToken` is for a join or a switch, and empty for everything else. */
  | { readonly kind: 'act'; readonly world: string; readonly action: Action; readonly accessToken: string }
  | { readonly kind: 'settle'; readonly world: string }
  | { readonly kind: 'close'; readonly world: string }
  /** Nothing that anybody knows, to see that it is answered `unsupported`. */
  | { readonly kind: 'nonsense' };

/** Where one seat connects to: host and port. */
export interface SeatAddress {
  readonly seat: string;
  readonly address: string;
}

/** What a testee drives: a client of this protocol, one together with a server of it, or a whole system of any kind. */
export type TesteeSide = 'client' | 'pair' | 'system';

/** What a testee says of itself. */
export interface Ready {
  readonly kind: 'ready';
  readonly version: string;
  readonly name: string;
  readonly unsupported: readonly string[];
  readonly side: TesteeSide;
  /** Of a system, and of nothing else. */
  readonly system?: SystemProfile;
}

/** A command to a testee, with its number. */
export interface ToTestee {
  /** 1 and up. */
  readonly id: number;
  readonly command: Command;
}

/** What a testee answers. */
export type Answer =
  | Ready
  | { readonly kind: 'done' }
  | { readonly kind: 'unsupported' }
  /** `native`: a system's own word for it. */
  | { readonly kind: 'refused'; readonly why: string; readonly native?: string }
  | { readonly kind: 'broken'; readonly why: string };

/** What a client told its application. */
export type ToldNote = Extract<Note, { readonly kind: 'told' }>;

/** What a testee says: an answer, or an event of its client. */
export type FromTestee =
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Answer }
  | { readonly kind: 'told'; readonly world: string; readonly seat: string; readonly note: ToldNote };
