/** A right client that differs from the reference client in what the text leaves open. The suite must let each of them pass. */
import type { ClientWrap } from '../../../reference/client/parts.js';
import type { Subprotocol } from '../../../reference/client/socket.js';
import type { Chance } from '../../chance.js';

/** What the application is shown, and when its calls end: a matter of the API, and so of the testee around the client. */
export interface Showing {
  /** A list of the others is kept. */
  readonly list: boolean;
  /** joined, switched and participantJoined are told. */
  readonly arrivals: boolean;
  /** leave() ends at once, and not with roomLeft. */
  readonly leavesAtOnce: boolean;
}

/** The client reports everything. */
export const SHOWS_ALL: Showing = { list: true, arrivals: true, leavesAtOnce: false };

/** How one room object behaves. */
export interface Behaviour {
  readonly wrap: ClientWrap;
  readonly subprotocols?: readonly Subprotocol[];
  readonly shows?: Partial<Showing>;
}

/** A client that differs from the reference client in what the specification leaves open. */
export interface ClientVariant {
  readonly name: string;
  readonly summary: string;
  /** Called for each room object; what it draws is its own. */
  readonly behave: (chance: Chance) => Behaviour;
}

/** The reference client, unchanged. */
export const asItIs: ClientWrap = (parts) => parts;

/** One wrap around the other, the first one innermost. */
export const wrappedByAll =
  (...wraps: readonly ClientWrap[]): ClientWrap =>
  (parts) =>
    wraps.reduce((inner, wrap) => wrap(inner), parts);
