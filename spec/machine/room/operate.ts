/** What the operator does to a room from outside. */

import { MEETING_END_API, REMOVE_PEER_API, REMOVE_PEER_MEDIA_RELAY_STOP, ROOM_CLOSE } from '../reasons.js';
import type { Clauses, Config, Event, Participation, Refusal, Room, Step, Telling } from '../state.js';
import { depart, departAll, find } from './depart.js';

type Operate = Event & { type: 'operate' };

export function operate(config: Config, room: Room, event: Operate): Step<Room, Telling> {
  const { call, access, session } = event;
  if (access !== 'granted') return refused(room, event, access, ['operator.authorized']);
  if (call === 'stopMediaRelay' && !config.relay)
    return refused(room, event, 'unimplemented', ['operator.relay-undeclared']);
  if (room.session === null || (session !== '' && session !== room.session))
    return refused(room, event, 'not_found', ['operator.not-found']);
  if (call === 'endMeeting')
    return answered(departAll(config, room, MEETING_END_API, ['operator.end']), event, 'operator.end');
  if (call === 'closeRoom')
    return answered(departAll(config, room, ROOM_CLOSE, ['operator.close']), event, 'operator.close');
  return single(config, room, event);
}

/** The calls that name participations. */
function single(config: Config, room: Room, event: Operate): Step<Room, Telling> {
  const { targets, call } = event;
  const known = (id: string) => room.departed.includes(id) || find(room, id) !== undefined;
  if (!targets.every(known)) return refused(room, event, 'not_found', ['operator.not-found']);
  const leavers = targets.map((id) => find(room, id)).filter((one): one is Participation => one !== undefined);
  const distinct = [...new Set(leavers)];
  if (distinct.length === 0) return answered([room, []], event, 'operator.departed');
  return call === 'stopMediaRelay'
    ? answered(
        depart(config, room, distinct, REMOVE_PEER_MEDIA_RELAY_STOP, 0, 'operator.relay'),
        event,
        'operator.relay',
        'operator.together',
      )
    : answered(depart(config, room, distinct, REMOVE_PEER_API, 0, 'operator.remove'), event, 'operator.remove');
}

const answered = (
  [room, tellings]: Step<Room, Telling>,
  { connection }: Operate,
  ...clauses: Clauses
): Step<Room, Telling> => [
  room,
  [...tellings, { kind: 'answer', to: connection, message: { kind: 'accepted', replyTo: 0 }, clauses }],
];

const refused = (room: Room, { connection }: Operate, code: Refusal, clauses: Clauses): Step<Room, Telling> => [
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
