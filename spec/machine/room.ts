/** The room as a pure reducer: what happens goes in, the next state and what is to be sent come out. */
import { bound, depart } from './depart.js';
import { end } from './end.js';
import { join } from './join.js';
import { expire, fault, lose, sayGoodbye } from './lost.js';
import { MANUAL_LEAVE_CALLED } from './reasons.js';
import { remove } from './remove.js';
import { accept, refuse } from './requests.js';
import type { Config, Event, Room, Step } from './types.js';

/** Takes up one event. A connection that carries no participation can only join or be at fault; anything else it says changes nothing. */
export function stepRoom(config: Config, room: Room, event: Event): Step<Room> {
  if (event.type === 'join') return join(config, room, event);
  if (event.type === 'fault') return fault(config, room, event);
  if (event.type === 'expired') return expire(config, room, event.participation);
  const caller = bound(room, event.connection);
  if (!caller) return [room, []];
  switch (event.type) {
    case 'leave':
      return depart(config, room, caller, MANUAL_LEAVE_CALLED, event.request, 'leave.answered');
    case 'end':
      return end(config, room, caller, event.request);
    case 'remove':
      return remove(config, room, caller, event.request, event.target);
    case 'sync':
      return accept(room, caller, event.request, ['sync.accepted']);
    case 'unknown':
      return refuse(room, caller, event.request, 'unimplemented', ['request.unknown']);
    case 'lost':
      return lose(config, room, caller, 'connection.lost');
    case 'goodbye':
      return sayGoodbye(config, room, caller);
  }
}
