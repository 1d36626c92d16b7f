/** A WebSocket on which things go out in the order in which they were asked for, though some of them have to wait. */

import type { Subprotocol } from '../../link/json.js';
import type { NoConnection } from '../../link/no-connection.js';
import { type ConnectionEvents, type OutgoingConnection, openConnection } from '../../link/outgoing.js';
import { Unreachable } from '../system.js';
import type { Later } from './later.js';

/** Where to, and how. */
export interface SocketOptions {
  readonly url: string;
  readonly subprotocol: Subprotocol;
  /** Waits for the upgrade as long as it takes. */
  readonly patient: boolean;
}

/** One WebSocket, which may not be open yet. */
export interface OrderedSocket {
  /** The WebSocket, once there is one; it stays when it is closed. */
  readonly open: OutgoingConnection | undefined;
  /** Something is under way, or waits. */
  readonly busy: boolean;
  /** Rejects with {@link Unreachable} where there is no connection. */
  readonly ready: Promise<OutgoingConnection>;
  /** Does something when everything before it has been done. Rejects where there is no connection, or the work fails. */
  add(work: (socket: OutgoingConnection) => Later<void>): Promise<void>;
}

/** Begins to open a WebSocket. */
export function orderedSocket({ url, subprotocol, patient }: SocketOptions, events: ConnectionEvents): OrderedSocket {
  let open: OutgoingConnection | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let length = 0;
  const ready = openConnection(url, events, [subprotocol], patient).then(
    (socket) => {
      open = socket;
      return socket;
    },
    (cause: NoConnection) => {
      throw new Unreachable(cause.found, cause.advice, { cause, stuck: cause.how === 'no-upgrade' });
    },
  );
  // Each sending awaits it; a connection that nobody uses must not fail unheard.
  ready.catch(() => {});
  return {
    get open() {
      return open;
    },
    get busy() {
      return length > 0;
    },
    ready,
    async add(work) {
      const turn = last.then(async () => work(await ready));
      last = turn.catch(() => {});
      length += 1;
      try {
        await turn;
      } finally {
        length -= 1;
      }
    },
  };
}
