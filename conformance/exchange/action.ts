/** What the suite makes somebody do: the steps of a scenario, as plain data. DESIGN: section 7. */

/** A frame that the wire forbids, named by what is wrong with it. */
export type Malformed = 'wrong-type' | 'undecodable' | 'oversize' | 'join-again' | 'request-first';

export type Action =
  | { readonly kind: 'join'; readonly seat: string; readonly room: string }
  | { readonly kind: 'leave'; readonly seat: string }
  | { readonly kind: 'end'; readonly seat: string }
  | { readonly kind: 'remove'; readonly seat: string; readonly target: string }
  | { readonly kind: 'sync'; readonly seat: string }
  | { readonly kind: 'unknown'; readonly seat: string }
  | { readonly kind: 'cut'; readonly seat: string }
  | { readonly kind: 'close'; readonly seat: string; readonly code: number }
  | { readonly kind: 'malformed'; readonly seat: string; readonly frame: Malformed };

export type ActionKind = Action['kind'];

/** The target of a {@link remove} that names a participation no server ever made. */
export const NOBODY = 'nobody';

export const join = (seat: string, room = 'blue'): Action => ({ kind: 'join', seat, room });
export const leave = (seat: string): Action => ({ kind: 'leave', seat });
export const end = (seat: string): Action => ({ kind: 'end', seat });
/** Removes a participation: `bob` is the newest of seat bob, `bob#1` its first, {@link NOBODY} an unknown one. */
export const remove = (seat: string, target: string): Action => ({ kind: 'remove', seat, target });
export const sync = (seat: string): Action => ({ kind: 'sync', seat });
/** A request of a kind that this revision of the protocol does not know. */
export const unknownRequest = (seat: string): Action => ({ kind: 'unknown', seat });
/** The network takes the connection away; the seat says nothing. */
export const cut = (seat: string): Action => ({ kind: 'cut', seat });
/** The seat closes its WebSocket with a code of its own; 4101 counts as Leave. */
export const close = (seat: string, code: number): Action => ({ kind: 'close', seat, code });
export const malformed = (seat: string, frame: Malformed): Action => ({ kind: 'malformed', seat, frame });
