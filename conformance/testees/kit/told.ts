/** What a testee tells: the events of its clients, and who is there. The names are those of `adjourn.testing.v1`. */

/**
 * What a participant may do, by the words of the schema.
 *
 * @example
 * const role: Role = 'ROLE_ATTENDEE';
 */
export type Role = 'ROLE_HOST' | 'ROLE_ATTENDEE';

/**
 * What an application was told, and its list of the others at that moment, where there is one.
 *
 * @example
 * const told: Told = { participantLeft: { participant: 'bob', reason: { code: 1002 } } };
 */
export type Told = ToldEvent & { readonly list?: ToldList };

/**
 * One event of a client's. What the client does not give is left out; nothing is guessed.
 *
 * @example
 * const event: ToldEvent = { joined: { participation: 'ann-1' } };
 */
export type ToldEvent =
  /** It is in the room. `participation` names this stay, and no other stay of anybody. */
  | { readonly joined: { readonly participation: string; readonly session?: string } }
  /** It is in another room. */
  | { readonly switched: { readonly participation: string; readonly session?: string } }
  /** Somebody else came. */
  | {
      readonly participantJoined: {
        readonly participant: string;
        readonly participation: string;
        readonly role?: Role;
      };
    }
  /** Somebody else is gone. `native`: why, in a system's own word; `reason`: as a client of the protocol gave it. */
  | {
      readonly participantLeft: {
        readonly participant: string;
        readonly participation?: string;
        readonly reason?: Reason;
        readonly native?: string;
      };
    }
  /** Its own stay is over. */
  | { readonly roomLeft: { readonly reason?: Reason; readonly native?: string } };

/**
 * A reason as a client of the protocol gave it, and no more of it than it gave.
 *
 * @example
 * const reason: Reason = { type: 'REMOVE_PEER', code: 1002, source: 'SERVER' };
 */
export interface Reason {
  readonly type?: string;
  readonly code?: number;
  readonly message?: string;
  readonly source?: string;
}

/**
 * The others who are there.
 *
 * @example
 * const list: ToldList = { participations: ['ann-1', 'bob-1'] };
 */
export interface ToldList {
  /** Of a client. */
  readonly participations?: readonly string[];
  /** Of a system: whom the suite may not know by their participations alone. */
  readonly members?: readonly Member[];
}

/**
 * Somebody who is there.
 *
 * @example
 * const bob: Member = { participant: 'bob', participation: 'bob-1', role: 'ROLE_ATTENDEE' };
 */
export interface Member {
  readonly participant: string;
  readonly participation: string;
  readonly role: Role;
}
