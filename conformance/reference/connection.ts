/** One WebSocket: unbound until a Join succeeds, deaf once it is closed. */
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

  constructor(
    readonly id: string,
    private readonly config: Config,
    private readonly socket: WebSocket,
  ) {}

  send(message: Message): void {
    const numbered = this.bound || message.kind === 'joined';
    if (numbered) {
      this.bound = true;
      this.#sequence += 1;
    }
    this.socket.send(encode(this.config, message, numbered ? this.#sequence : 0));
  }

  close(code: number): void {
    this.socket.close(code);
  }
}
