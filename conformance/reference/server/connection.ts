/** One WebSocket: what goes out on it, and what has to be known of it beside what it carries. */
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Outgoing, ServerConnection } from './parts.js';

/** What a connection is made of. */
export interface Wire {
  readonly socket: WebSocket;
  /** What carries the WebSocket. */
  readonly stream: Duplex;
  readonly encode: (message: Outgoing, sequence: number) => Uint8Array | string;
}

/** A connection that the server has accepted. */
export class AcceptedConnection implements ServerConnection {
  readonly id: string;
  /** Whether any message has arrived yet: only the very first one must be a Join or a Resume. */
  greeted = false;
  /** The server has closed it or has noticed its loss: nothing is read from it any more. */
  deaf = false;
  /** When the last frame arrived. */
  heardAt = performance.now();
  /** Its frames, and its close: an access token takes a moment to be looked at. */
  readonly inOrder: (work: Work) => void = inOrder();
  /** Counts one more request, and says whether it is one too many. */
  readonly exceedsRate: () => boolean;
  #corked = false;

  readonly #socket: WebSocket;
  readonly #stream: Duplex;
  readonly #encode: (message: Outgoing, sequence: number) => Uint8Array | string;

  constructor(
    /** Counts the connections of a server. */
    readonly number: number,
    requestsPerSecond: number,
    { socket, stream, encode }: Wire,
  ) {
    this.#socket = socket;
    this.#stream = stream;
    this.#encode = encode;
    this.id = `connection ${number}`;
    this.exceedsRate = requestRate(requestsPerSecond);
  }

  send(message: Outgoing, sequence: number): void {
    this.#cork();
    this.#socket.send(this.#encode(message, sequence));
  }

  /** Nothing follows: what is said by now goes out together with the close frame, and need not wait for what others are told. */
  close(code: number): void {
    this.#cork();
    this.#socket.close(code);
    this.#uncork();
  }

  /** Without a close frame, and without waiting for one. */
  terminate(): void {
    this.#socket.terminate();
  }

  /** What several requests of one turn of the event loop have to say to one recipient goes out in one write. */
  #cork(): void {
    if (this.#corked) return;
    this.#corked = true;
    this.#stream.cork();
    setImmediate(() => this.#uncork());
  }

  #uncork(): void {
    if (!this.#corked) return;
    this.#corked = false;
    this.#stream.uncork();
  }
}

/** One piece of work; what it returns is awaited before the next piece begins. It handles its own errors. */
export type Work = () => Promise<void> | undefined;

/** Gives a function that does work at once where nothing is under way, and else behind what is. */
export function inOrder(): (work: Work) => void {
  /** What waits behind the work that is under way; undefined while there is none. */
  let waiting: Work[] | undefined;
  const next = (): void => {
    const those = waiting ?? [];
    waiting = undefined;
    for (const work of those) add(work);
  };
  const add = (work: Work): void => {
    if (waiting) {
      waiting.push(work);
      return;
    }
    const underWay = work();
    if (!underWay) return;
    waiting = [];
    void underWay.then(next);
  };
  return add;
}

const SECOND_MS = 1_000;

/** Gives a function that counts one more request, and says whether it is one too many in its second. */
export function requestRate(perSecond: number): (now?: number) => boolean {
  let second = 0;
  let count = 0;
  return (now = performance.now()) => {
    const current = Math.floor(now / SECOND_MS);
    if (current !== second) count = 0;
    second = current;
    count += 1;
    return count > perSecond;
  };
}
