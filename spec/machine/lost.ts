/** Connections that go: noticed as lost, closed over a bad frame, or resumable for a while. */
import { bound, depart } from './depart.js';
import { MANUAL_LEAVE_CALLED, WEBSOCKET_DISCONNECTED } from './reasons.js';
import type { Clauses, Config, Effect, Event, Fault, Participation, Room, Step } from './types.js';

const faults: Record<Fault, readonly [number, Clauses]> = {
  'wrong-type': [1003, ['frame.wrong-type']],
  undecodable: [1007, ['frame.undecodable']],
  oversize: [1009, ['frame.oversize']],
  'join-again': [1002, ['frame.join-again']],
  'request-first': [1002, ['frame.first']],
};

/** The close code for a bad frame; of use also where no room is concerned yet. */
export const faultCode = (fault: Fault): number => faults[fault][0];

/** The room with one participation's connection gone: it lingers, and can be told nothing. */
function sever(room: Room, loser: Participation): readonly [Room, Participation] {
  const lingering: Participation = { ...loser, connection: null };
  return [{ ...room, present: room.present.map((one) => (one === loser ? lingering : one)) }, lingering];
}

export function lose(config: Config, room: Room, loser: Participation, cause: Clauses[0]): Step<Room> {
  const [next, lingering] = sever(room, loser);
  return config.resumeWindowMs > 0 ? [next, []] : depart(config, next, lingering, WEBSOCKET_DISCONNECTED, 0, cause);
}

/** A close with 4101 is a Leave by somebody who cannot wait for the answer. */
export function sayGoodbye(config: Config, room: Room, leaver: Participation): Step<Room> {
  const [next, lingering] = sever(room, leaver);
  return depart(config, next, lingering, MANUAL_LEAVE_CALLED, 0, 'connection.goodbye');
}

/** Whoever sends a bad frame is closed, and counts as lost if it was in the room. */
export function fault(config: Config, room: Room, event: Event & { type: 'fault' }): Step<Room> {
  const [code, clauses] = faults[event.fault];
  const close: Effect = { kind: 'close', to: event.connection, code, clauses };
  const loser = bound(room, event.connection);
  if (!loser) return [room, [close]];
  const [next, effects] = lose(config, room, loser, 'frame.contained');
  return [next, [close, ...effects]];
}

export function expire(config: Config, room: Room, participation: string): Step<Room> {
  const lingering = room.present.find(({ id, connection }) => id === participation && connection === null);
  if (!lingering) return [room, []];
  return depart(config, room, lingering, WEBSOCKET_DISCONNECTED, 0, 'connection.lost');
}
