/** Ending: everyone departs at once, by RoomLeft alone. */
import { tellLeaver } from './depart.js';
import { REMOVE_ALL, sent } from './reasons.js';
import { refuse } from './requests.js';
import { type Config, closedRoom, type Participation, type Room, type Step } from './types.js';

export function end(config: Config, room: Room, caller: Participation, request: number): Step<Room> {
  const alone = room.present.length === 1;
  if (caller.role !== 'host' && !alone) return refuse(room, caller, request, 'permission_denied', ['end.authority']);
  const reason = sent(config, REMOVE_ALL);
  const authority = caller.role === 'host' ? 'end.host' : 'end.last-participant';
  return [
    closedRoom,
    room.present.flatMap((one) =>
      tellLeaver(one, reason, one === caller ? request : 0, [authority, 'end.everyone', 'departure.tells-leaver']),
    ),
  ];
}
