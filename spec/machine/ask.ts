/** Numbered requests: each is taken up once, behind a switch only when that is decided. */
import type { Reactor } from './react.js';
import { hear, resumable } from './stream.js';
import { beginSwitch } from './switch.js';
import type { Event, Stream } from './types.js';

type Request = Event & { type: 'request' };

export function request(server: Reactor, event: Request): void {
  const carried = server.carried(event.connection);
  if (!carried) return;
  const stream = hear(server.config, carried, event.ack);
  server.keep(stream);
  takeUp(server, stream, event);
}

/** Clauses `switch.waits`, `request.never-twice`. */
export function takeUp(server: Reactor, stream: Stream, event: Request): void {
  const { request, ask } = event;
  if (resumable(server.config) && request <= stream.lastRequest) return;
  if (stream.switching) {
    server.hold(stream, event);
    return;
  }
  const taken = resumable(server.config) ? { ...stream, lastRequest: request } : stream;
  server.keep(taken);
  if (ask.kind === 'switch') beginSwitch(server, taken, request, ask);
  else server.inRoom(taken.room, { type: 'ask', participation: taken.participation, request, ask });
}
