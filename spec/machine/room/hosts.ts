/** What a host may do to others: end the session, and remove one participation. */
import { reason } from '../../../gen/codes.js';
import type { Config } from '../config.js';
import type { Step } from '../messages.js';
import type { Room } from '../state.js';
import { accept, type CallerRequest, refuse } from './answers.js';
import { depart, departAll, find } from './depart.js';
import type { Telling } from './room-event.js';

/** Everyone departs at once. Clauses `end.host`, `end.last-participant`, `end.everyone`. */
export function end(config: Config, room: Room, asked: CallerRequest): Step<Room, Telling> {
  const { caller } = asked;
  const alone = room.present.length === 1;
  if (caller.role !== 'host' && !alone) return refuse(room, asked, 'permission_denied', ['end.authority']);
  const authority = caller.role === 'host' ? 'end.host' : 'end.last-participant';
  return departAll(config, room, { code: reason.REMOVE_ALL, clauses: [authority, 'end.everyone'] }, asked);
}

/** A host sends one participation away. Clauses: `remove.*`. */
export function remove(config: Config, room: Room, asked: CallerRequest, target: string): Step<Room, Telling> {
  const { caller, request } = asked;
  if (!config.remove) return refuse(room, asked, 'unimplemented', ['request.unknown']);
  if (caller.role !== 'host') return refuse(room, asked, 'permission_denied', ['remove.authority']);
  if (target === caller.id) return refuse(room, asked, 'invalid_argument', ['remove.self']);
  if (room.departed.includes(target)) return accept(room, caller, request, ['remove.departed']);
  const leaver = find(room, target);
  if (!leaver) return refuse(room, asked, 'not_found', ['remove.unknown']);
  const [next, tellings] = depart(config, room, [leaver], { code: reason.REMOVE_PEER, clause: 'remove.takes-effect' });
  return [next, [...tellings, ...accept(room, caller, request, ['remove.takes-effect'])[1]]];
}
