/** Where news for somebody waits, in a server that tells of it when it finds the time. */
import type { Outgoing, Parts, ServerConnection } from '../reference/server/index.js';

export interface News {
  readonly message: Outgoing;
  readonly sequence: number;
}

/** Tells news of others from what is part of an answer: whoever comes back is at once sent all that it has missed. */
export class NewsDesk {
  /** Where somebody is just coming in or back. */
  #opening: string | undefined;

  constructor(private readonly inner: Parts['react']) {}

  /** Looks on while events are taken up. */
  readonly react: Parts['react'] = (config, look, event, machine) => {
    this.#opening = event.type === 'join' || event.type === 'resume' ? event.connection : undefined;
    return this.inner(config, look, event, machine);
  };

  isNews(outlet: ServerConnection, { kind }: Outgoing): boolean {
    return (kind === 'participantJoined' || kind === 'participantLeft') && outlet.id !== this.#opening;
  }
}

/** What waits for each outlet. Whatever goes out is numbered in the order in which it does, so that lateness is the only fault. */
export class Shelf {
  readonly #waiting = new Map<ServerConnection, News[]>();
  /** The number that goes out next. */
  readonly #next = new WeakMap<ServerConnection, number>();

  constructor(private readonly deliver: Parts['deliver']) {}

  /** Puts news on the shelf; true if it is the first there. */
  put(outlet: ServerConnection, message: Outgoing, sequence: number): boolean {
    this.#begin(outlet, sequence);
    const waiting = this.#waiting.get(outlet);
    if (waiting) waiting.push({ message, sequence });
    else this.#waiting.set(outlet, [{ message, sequence }]);
    return waiting === undefined;
  }

  /** Sends past the shelf. */
  send(outlet: ServerConnection, message: Outgoing, sequence: number): void {
    this.#begin(outlet, sequence);
    const number = sequence === 0 ? 0 : (this.#next.get(outlet) ?? sequence);
    if (sequence !== 0) this.#next.set(outlet, number + 1);
    this.deliver(outlet, message, number);
  }

  /** Sends all that waits; in another order, or without some of it, where `change` says so. */
  clear(outlet: ServerConnection, change = (news: readonly News[]) => news): void {
    const waiting = this.#waiting.get(outlet) ?? [];
    this.#waiting.delete(outlet);
    for (const { message, sequence } of change(waiting)) this.send(outlet, message, sequence);
  }

  #begin(outlet: ServerConnection, sequence: number): void {
    if (sequence !== 0 && !this.#next.has(outlet)) this.#next.set(outlet, sequence);
  }
}
