/** What is at the address of a world when the world is closed: nobody; but that somebody comes back is seen. */
import type { Endpoint } from '../../link/incoming.js';

/** As of an address at which there never was anything. */
const NOT_FOUND = 404;

/** Somebody who comes again and again, without a pause, would keep the suite busy: each further call waits, in milliseconds. */
const BRISK_CALLS = 10;
const NEXT_MS = 100;

/** `came` is called at each call. */
export function closedWorld(came: () => void): Endpoint {
  let calls = 0;
  return {
    waitMs: () => (calls < BRISK_CALLS ? 0 : NEXT_MS),
    answerUpgrade() {
      calls += 1;
      came();
      return { how: 'refuse', status: NOT_FOUND };
    },
    opened() {
      throw new Error('nobody is let in where a world was');
    },
  };
}
