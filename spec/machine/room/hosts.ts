/** Removing: a host sends one participation away. */

import { REMOVE_PEER } from '../reasons.js';
import type { Config, Participation, Room, Step, Telling } from '../state.js';
import { accept, refuse } from './answers.js';
import { depart, find } from './depart.js';

export function remove(
  config: Config,
  room: Room,
  caller: Participation,
  request: number,
  target: string,
): Step<Room, Telling> {
  if (!config.remove) return refuse(room, caller, request, 'unimplemented', ['request.unknown']);
  if (caller.role !== 'host') return refuse(room, caller, request, 'permission_denied', ['remove.authority']);
  if (target === caller.id) return refuse(room, caller, request, 'invalid_argument', ['remove.self']);
  if (room.departed.includes(target)) return accept(room, caller, request, ['remove.departed']);
  const leaver = find(room, target);
  if (!leaver) return refuse(room, caller, request, 'not_found', ['remove.unknown']);
  const [next, tellings] = depart(config, room, [leaver], REMOVE_PEER, 0, 'remove.takes-effect');
  return [next, [...tellings, ...accept(room, caller, request, ['remove.takes-effect'])[1]]];
}
