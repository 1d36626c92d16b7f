/** Ending: everyone departs at once. */

import { REMOVE_ALL } from './reasons.js';
import { refuse } from './room/answers.js';
import { departAll } from './room/depart.js';
import type { Config, Participation, Room, Step, Telling } from './state.js';

export function end(config: Config, room: Room, caller: Participation, request: number): Step<Room, Telling> {
  const alone = room.present.length === 1;
  if (caller.role !== 'host' && !alone) return refuse(room, caller, request, 'permission_denied', ['end.authority']);
  const authority = caller.role === 'host' ? 'end.host' : 'end.last-participant';
  return departAll(config, room, REMOVE_ALL, [authority, 'end.everyone'], { who: caller, request });
}
