/** A queue of news, for a server that tells of departures and arrivals when it finds the time. */
import type { Outgoing, Parts, ServerConnection } from '../reference/server/parts.js';

/** Something that waits, with the number that it was given. */
export interface QueuedNews {
  readonly message: Outgoing;
  readonly sequence: number;
}

/** Tells news of others from what is part of an answer: those who come back are sent at once all that they have missed. */
export function newsReader(inner: Parts['react']) {
  /** Where somebody is just coming in or back. */
  let opening: string | undefined;
  const react: Parts['react'] = (config, look, event, machine) => {
    opening = event.type === 'join' || event.type === 'resume' ? event.connection : undefined;
    return inner(config, look, event, machine);
  };
  const isNews = (outlet: ServerConnection, { kind }: Outgoing): boolean =>
    (kind === 'participantJoined' || kind === 'participantLeft') && outlet.id !== opening;
  return { /** It must be in the place of the inner one. */ react, isNews };
}

/** The news that waits for each outlet. Messages are numbered in the order in which they go out, so that lateness is the only fault. */
export class NewsQueue {
  readonly #waiting = new Map<ServerConnection, QueuedNews[]>();
  /** The number that goes out next. */
  readonly #next = new WeakMap<ServerConnection, number>();

  constructor(private readonly deliver: Parts['deliver']) {}

  /** Queues news; true if it is the first in its queue. */
  put(outlet: ServerConnection, message: Outgoing, sequence: number): boolean {
    this.#begin(outlet, sequence);
    const waiting = this.#waiting.get(outlet);
    if (waiting) waiting.push({ message, sequence });
    else this.#waiting.set(outlet, [{ message, sequence }]);
    return waiting === undefined;
  }

  /** Sends past the queue. */
  send(outlet: ServerConnection, message: Outgoing, sequence: number): void {
    this.#begin(outlet, sequence);
    const number = sequence === 0 ? 0 : (this.#next.get(outlet) ?? sequence);
    if (sequence !== 0) this.#next.set(outlet, number + 1);
    this.deliver(outlet, message, number);
  }

  /** Sends all that waits; in another order, or without some of it, where `change` says so. */
  clear(outlet: ServerConnection, change = (news: readonly QueuedNews[]) => news): void {
    const waiting = this.#waiting.get(outlet) ?? [];
    this.#waiting.delete(outlet);
    for (const { message, sequence } of change(waiting)) this.send(outlet, message, sequence);
  }

  #begin(outlet: ServerConnection, sequence: number): void {
    if (sequence !== 0 && !this.#next.has(outlet)) this.#next.set(outlet, sequence);
  }
}
