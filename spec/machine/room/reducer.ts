/** The room as a pure reducer: what happens goes in, the next state and what is to be told come out. */
import { reason } from '../../../gen/codes.js';
import { assertNever } from '../assert-never.js';
import type { Config } from '../config.js';
import type { Step } from '../messages.js';
import { sent } from '../reasons.js';
import type { Participation, RoomEvent, RoomState, Telling } from '../state.js';
import { accept, depart, departAll, find, refuse, tellOthers, without } from './depart.js';
import { join, release, reserve } from './join.js';
import { end, operate, remove } from './operate.js';

/**
 * Takes up one event. What comes from a participation that is not present changes nothing.
 *
 * @example
 * const [room, tellings] = stepRoom(configOf(), closedRoom, { type: 'closing' });
 */
export function stepRoom(config: Config, room: RoomState, event: RoomEvent): Step<RoomState, Telling> {
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
      return close(config, room);
    case 'ask':
    case 'refused':
    case 'moved':
    case 'goodbye':
    case 'lost':
    case 'failed': {
      const who = find(room, event.participation);
      return who ? stepParticipation(config, room, who, event) : [room, []];
    }
    default:
      return assertNever(event);
  }
}

/** The server closes the room of its own accord. */
const close = (config: Config, room: RoomState): Step<RoomState, Telling> =>
  room.session === null
    ? [room, []]
    : departAll(config, room, { code: reason.ROOM_CLOSE, clauses: ['close.by-server'] });

type OfOne = Extract<RoomEvent, { participation: string }>;

const causes = {
  goodbye: reason.MANUAL_LEAVE_CALLED,
  lost: reason.WEBSOCKET_DISCONNECTED,
  failed: reason.UNKNOWN,
} as const;

function stepParticipation(
  config: Config,
  room: RoomState,
  who: Participation,
  event: OfOne,
): Step<RoomState, Telling> {
  switch (event.type) {
    case 'ask':
      return answer(config, room, who, event);
    case 'refused':
      return refuse(room, { caller: who, request: event.request }, event.code, event.clauses);
    case 'moved':
      return move(config, room, who);
    case 'goodbye':
    case 'lost':
    case 'failed':
      return depart(config, room, [who], { code: causes[event.type], clause: event.cause });
    default:
      return assertNever(event);
  }
}

function answer(
  config: Config,
  room: RoomState,
  caller: Participation,
  { ask, request }: OfOne & { type: 'ask' },
): Step<RoomState, Telling> {
  const asked = { caller, request };
  switch (ask.kind) {
    case 'leave':
      // The caller alone, whatever its role. Clause `leave.host-does-not-end`.
      return depart(config, room, [caller], {
        code: reason.MANUAL_LEAVE_CALLED,
        clause: 'leave.answered',
        replyTo: request,
      });
    case 'end':
      return end(config, room, asked);
    case 'remove':
      return remove(config, room, asked, ask.target);
    case 'sync':
      return accept(room, caller, request, ['sync.accepted']);
    case 'mode':
      if (!config.viewer) return refuse(room, asked, 'unimplemented', ['request.unknown']);
      if (!ask.viewer) return refuse(room, asked, 'invalid_argument', ['viewer.unknown-mode']);
      return depart(config, room, [caller], {
        code: reason.REMOVE_PEER_VIEWER_MODE_CHANGED,
        clause: 'viewer.departs',
        replyTo: request,
      });
    case 'unknown':
      return refuse(room, asked, 'unimplemented', ['request.unknown']);
    case 'excess':
      return refuse(room, asked, 'resource_exhausted', ['limit.refused']);
    default:
      return assertNever(ask);
  }
}

/** The source of a switch lets somebody go: the others hear of it, and the one who moves gets its Joined elsewhere. */
function move(config: Config, room: RoomState, who: Participation): Step<RoomState, Telling> {
  const next = without(room, [who]);
  const told = sent(config, reason.SWITCH_ROOM);
  return [next, tellOthers(next.present, who, told, ['departure.tells-others', 'switch.announced'])];
}
