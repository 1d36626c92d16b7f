/** One WebSocket: unbound until a Join succeeds, deaf once it is closed. */
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Config, Message } from '../../spec/machine/index.js';
import type { Outlet } from './parts.js';
import { encode } from './wire.js';

export class Connection implements Outlet {
  room = '';
  /** Whether any message has arrived yet: only the very first one must be a Join. */
  greeted = false;
  bound = false;
  /** The server has closed it or has noticed its loss: nothing is read from it any more. */
  deaf = false;
  #sequence = 0;
  #corked = false;

  constructor(
    readonly id: string,
    private readonly config: Config,
    private readonly socket: WebSocket,
    /** What carries the WebSocket. */
    private readonly stream: Duplex,
  ) {}

  send(message: Message): void {
    const numbered = this.bound || message.kind === 'joined';
    if (numbered) {
      this.bound = true;
      this.#sequence += 1;
    }
    this.#cork();
    this.socket.send(encode(this.config, message, numbered ? this.#sequence : 0));
  }

  close(code: number): void {
    this.socket.close(code);
  }

  /** What several requests of one turn of the event loop have to say to one recipient goes out in one write. */
  #cork(): void {
    if (this.#corked) return;
    this.#corked = true;
    this.stream.cork();
    setImmediate(() => {
      this.#corked = false;
      this.stream.uncork();
    });
  }
}
