/** The room as a pure reducer: what happens goes in, the next state and what is to be told come out. */

import { end } from '../end.js';
import {
  MANUAL_LEAVE_CALLED,
  REMOVE_PEER_VIEWER_MODE_CHANGED,
  ROOM_CLOSE,
  SWITCH_ROOM,
  sent,
  UNKNOWN,
  WEBSOCKET_DISCONNECTED,
} from '../reasons.js';
import type { Config, Participation, Room, RoomEvent, Step, Telling } from '../state.js';
import { accept, refuse } from './answers.js';
import { depart, departAll, find, tellOthers, without } from './depart.js';
import { remove } from './hosts.js';
import { join, release, reserve } from './join.js';
import { operate } from './operate.js';

/** Takes up one event. What comes from a participation that is not present changes nothing. */
export function stepRoom(config: Config, room: Room, event: RoomEvent): Step<Room, Telling> {
  switch (event.type) {
    case 'join':
      return join(config, room, event);
    case 'reserve':
      return reserve(config, room, event);
    case 'release':
      return [release(room, event.roomObject), []];
    case 'operate':
      return operate(config, room, event);
    case 'closing':
      return room.session === null ? [room, []] : departAll(config, room, ROOM_CLOSE, ['close.by-server']);
    default: {
      const who = find(room, event.participation);
      return who ? stepParticipation(config, room, who, event) : [room, []];
    }
  }
}

type OfOne = Extract<RoomEvent, { participation: string }>;

const causes = { goodbye: MANUAL_LEAVE_CALLED, lost: WEBSOCKET_DISCONNECTED, failed: UNKNOWN } as const;

function stepParticipation(config: Config, room: Room, who: Participation, event: OfOne): Step<Room, Telling> {
  switch (event.type) {
    case 'ask':
      return answer(config, room, who, event);
    case 'refused':
      return refuse(room, who, event.request, event.code, event.clauses);
    case 'moved':
      return move(config, room, who);
    default:
      return depart(config, room, [who], causes[event.type], 0, event.cause);
  }
}

function answer(
  config: Config,
  room: Room,
  caller: Participation,
  event: OfOne & { type: 'ask' },
): Step<Room, Telling> {
  const { ask, request } = event;
  switch (ask.kind) {
    case 'leave':
      return depart(config, room, [caller], MANUAL_LEAVE_CALLED, request, 'leave.answered');
    case 'end':
      return end(config, room, caller, request);
    case 'remove':
      return remove(config, room, caller, request, ask.target);
    case 'sync':
      return accept(room, caller, request, ['sync.accepted']);
    case 'mode':
      if (!config.viewer) return refuse(room, caller, request, 'unimplemented', ['request.unknown']);
      if (!ask.viewer) return refuse(room, caller, request, 'invalid_argument', ['viewer.unknown-mode']);
      return depart(config, room, [caller], REMOVE_PEER_VIEWER_MODE_CHANGED, request, 'viewer.departs');
    case 'unknown':
      return refuse(room, caller, request, 'unimplemented', ['request.unknown']);
    case 'excess':
      return refuse(room, caller, request, 'resource_exhausted', ['limit.refused']);
  }
}

/** The source of a switch lets somebody go: the others hear of it, and the one who moves gets its Joined elsewhere. */
function move(config: Config, room: Room, who: Participation): Step<Room, Telling> {
  const next = without(room, [who]);
  const reason = sent(config, SWITCH_ROOM);
  return [next, tellOthers(next.present, who, reason, ['departure.tells-others', 'switch.announced'])];
}
