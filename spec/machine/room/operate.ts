/** What the operator does to a room from outside, and what a host may do to others in it. */
import { reason } from '../../../gen/codes.js';
import { assertNever } from '../assert-never.js';
import type { Config } from '../config.js';
import type { Event, RoomServiceCall } from '../events.js';
import type { Clauses, Refusal, Step } from '../messages.js';
import type { Participation, RoomState, Telling } from '../state.js';
import { accept, type CallerRequest, depart, departAll, find, refuse } from './depart.js';

type Operate = Event & { type: 'operate' };

/** Carries out or refuses a call of the RoomService. Clauses: `operator.*`. */
export function operate(config: Config, room: RoomState, event: Operate): Step<RoomState, Telling> {
  const { call, access, session } = event;
  if (access !== 'granted') return refused(room, event, access, ['operator.authorized']);
  if (call === 'stopMediaRelay' && !config.relay)
    return refused(room, event, 'unimplemented', ['operator.relay-undeclared']);
  if (room.session === null || (session !== '' && session !== room.session))
    return refused(room, event, 'not_found', ['operator.not-found']);
  switch (call) {
    case 'endMeeting':
      return everyone(config, room, event, { code: reason.MEETING_END_API, clauses: ['operator.end'] });
    case 'closeRoom':
      return everyone(config, room, event, { code: reason.ROOM_CLOSE, clauses: ['operator.close'] });
    case 'removeParticipant':
    case 'stopMediaRelay':
      return single(config, room, event, call);
    default:
      return assertNever(call);
  }
}

/** The calls that end a session. */
const everyone = (
  config: Config,
  room: RoomState,
  event: Operate,
  cause: { readonly code: number; readonly clauses: Clauses },
): Step<RoomState, Telling> => answered(departAll(config, room, cause), event, ...cause.clauses);

/** The calls that name participations. */
function single(
  config: Config,
  room: RoomState,
  event: Operate,
  call: RoomServiceCall & ('removeParticipant' | 'stopMediaRelay'),
): Step<RoomState, Telling> {
  const { targets } = event;
  const known = (id: string) => room.departed.includes(id) || find(room, id) !== undefined;
  if (!targets.every(known)) return refused(room, event, 'not_found', ['operator.not-found']);
  const leavers = targets.map((id) => find(room, id)).filter((one): one is Participation => one !== undefined);
  const distinct = [...new Set(leavers)];
  if (distinct.length === 0) return answered([room, []], event, 'operator.departed');
  if (call === 'removeParticipant') {
    const cause = { code: reason.REMOVE_PEER_API, clause: 'operator.remove' } as const;
    return answered(depart(config, room, distinct, cause), event, cause.clause);
  }
  const cause = { code: reason.REMOVE_PEER_MEDIA_RELAY_STOP, clause: 'operator.relay' } as const;
  return answered(depart(config, room, distinct, cause), event, cause.clause, 'operator.together');
}

const answered = (
  [room, tellings]: Step<RoomState, Telling>,
  { connection }: Operate,
  ...clauses: Clauses
): Step<RoomState, Telling> => [
  room,
  [...tellings, { kind: 'answer', to: connection, message: { kind: 'accepted', replyTo: 0 }, clauses }],
];

const refused = (
  room: RoomState,
  { connection }: Operate,
  code: Refusal,
  clauses: Clauses,
): Step<RoomState, Telling> => [
  room,
  [
    {
      kind: 'answer',
      to: connection,
      message: { kind: 'rejected', replyTo: 0, code },
      clauses: [...clauses, 'request.refused-changes-nothing'],
    },
  ],
];

/** Everyone departs at once. Clauses `end.host`, `end.last-participant`, `end.everyone`. */
export function end(config: Config, room: RoomState, asked: CallerRequest): Step<RoomState, Telling> {
  const { caller } = asked;
  const alone = room.present.length === 1;
  if (caller.role !== 'host' && !alone) return refuse(room, asked, 'permission_denied', ['end.authority']);
  const authority = caller.role === 'host' ? 'end.host' : 'end.last-participant';
  return departAll(config, room, { code: reason.REMOVE_ALL, clauses: [authority, 'end.everyone'] }, asked);
}

/** A host sends one participation away. Clauses: `remove.*`. */
export function remove(
  config: Config,
  room: RoomState,
  asked: CallerRequest,
  target: string,
): Step<RoomState, Telling> {
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
