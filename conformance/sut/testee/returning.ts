/** Clients that come back to a world after it was closed. */
import type { World } from '../system.js';
import type { ClientSeat } from './seat.js';

/**
 * What is to be called when somebody calls at the address of a world that is about to be closed. Nobody is accused who
 * may still have a room object there: what the suite itself cuts off may try again.
 *
 * `settledFrom`: when the last step had been taken, by `performance.now()`; undefined where not all were.
 */
export function onReturn(seats: readonly ClientSeat[], settledFrom: number | undefined, world: World): () => void {
  const { cameBack } = world;
  const isOver = seats.every(({ over }) => over) && seats.some(({ left }) => left);
  if (!cameBack || !isOver || settledFrom === undefined) return () => {};
  const leftAt = Math.max(...seats.map((seat) => seat.leftAt));
  return () => {
    const now = performance.now();
    cameBack({ sinceLeftMs: now - leftAt, sinceSettledMs: now - settledFrom });
  };
}
