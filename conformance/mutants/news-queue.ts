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
export function newsQueue(deliver: Parts['deliver']) {
  const queues = new Map<ServerConnection, QueuedNews[]>();
  /** The number that goes out next. */
  const next = new WeakMap<ServerConnection, number>();
  const begin = (outlet: ServerConnection, sequence: number): void => {
    if (sequence !== 0 && !next.has(outlet)) next.set(outlet, sequence);
  };

  /** Sends past the queue. */
  function send(outlet: ServerConnection, message: Outgoing, sequence: number): void {
    begin(outlet, sequence);
    const number = sequence === 0 ? 0 : (next.get(outlet) ?? sequence);
    if (sequence !== 0) next.set(outlet, number + 1);
    deliver(outlet, message, number);
  }

  return {
    send,

    /** Queues news; true if it is the first in its queue. */
    put(outlet: ServerConnection, message: Outgoing, sequence: number): boolean {
      begin(outlet, sequence);
      const waiting = queues.get(outlet);
      if (waiting) waiting.push({ message, sequence });
      else queues.set(outlet, [{ message, sequence }]);
      return waiting === undefined;
    },

    /** Sends all that waits; in another order, or without some of it, where `change` says so. */
    clear(outlet: ServerConnection, change = (news: readonly QueuedNews[]) => news): void {
      const waiting = queues.get(outlet) ?? [];
      queues.delete(outlet);
      for (const { message, sequence } of change(waiting)) send(outlet, message, sequence);
    },
  };
}
