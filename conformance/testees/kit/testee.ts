/** What the author of a testee writes: who it is, and what becomes of a world. */
import type { ActionKind, Actions, Open } from './messages.js';
import type { Ready } from './ready.js';
import type { Told } from './told.js';

/**
 * A testee: a client, a client with its server, or a whole system, as a conformance suite can drive it.
 *
 * @example
 * const ours: Testee = {
 *   ready: { version: '1.0', name: 'our SDK 4.2', unsupported: allBut('join', 'leave') },
 *   world: (open, tell) => ({ calls: { join: (seat) => ourJoin(open.url, seat, tell) } }),
 * };
 */
export interface Testee {
  /** Who it is. A system may have to be started first: a function is called at once, and its promise awaited. */
  readonly ready: Ready | (() => Ready | Promise<Ready>);
  /** Makes a world. Nobody is connected before the first `join`. */
  world(open: Open, tell: Tell): World;
  /** Stops what `ready` has started. Called once, whatever the end is. */
  stop?(): unknown;
}

/**
 * Passes on an event of the client of a seat: at once, in the order of the events, and each as often as it came.
 *
 * @example
 * const tell: Tell = (seat, event) => console.log(seat, Object.keys(event));
 */
export type Tell = (seat: string, event: Told) => void;

/**
 * An open world.
 *
 * @example
 * const world: World = { calls: { leave: () => ourRoom.leave() }, close: () => ourRoom.dispose() };
 */
export interface World {
  /** The calls of the API. A kind that is missing is answered `unsupported`. */
  readonly calls: Calls;
  /** Passes on what the clients have told until now, where `tell` is not called at once. */
  settle?(): unknown;
  /** Drops the clients of the world. Nothing that is told afterwards is passed on. */
  close?(): unknown;
}

/**
 * What makes each call. The answer is `done` when what a function returns has resolved, `refused` where it throws or rejects
 * with {@link Refused}, `unsupported` where it does so with {@link Unsupported}, and `broken` where it does so with anything else.
 *
 * @example
 * const calls: Calls = { join: (seat, what) => ourRooms.join(seat, what.room) };
 */
export type Calls = {
  readonly [Kind in ActionKind]?: (seat: string, what: Actions[Kind], accessToken: string) => unknown;
};

const kinds: Readonly<Record<ActionKind, true>> = {
  join: true,
  leave: true,
  end: true,
  remove: true,
  switchRoom: true,
  mode: true,
  sync: true,
  unknown: true,
  cut: true,
  freeze: true,
  heal: true,
  delay: true,
  operate: true,
  dispose: true,
  unload: true,
  listener: true,
};

/**
 * All kinds of action but these: what `unsupported` says where these can be done.
 *
 * @example
 * const unsupported = allBut('join', 'leave', 'end', 'remove');
 */
export const allBut = (...can: readonly ActionKind[]): string[] =>
  Object.keys(kinds).filter((kind) => !can.some((one) => one === kind));
