/** Coming in, by a Join or by a switch: the newcomer gets the roster, the others hear of it. */

import { reason } from '../../../gen/codes.js';
import type { Config } from '../config.js';
import type { Clauses, Member, Step } from '../messages.js';
import { sent } from '../reasons.js';
import type { Participation, RoomEvent, RoomState, Telling } from '../state.js';
import { refuse, tell, tellLeaver, tellOthers } from './depart.js';

const member = ({ participant, id, role }: Participation): Member => ({ participant, participation: id, role });

/** A newcomer comes in, or is refused because its participant is there already. Clauses: `join.*`. */
export function join(config: Config, room: RoomState, event: RoomEvent & { type: 'join' }): Step<RoomState, Telling> {
  const { newcomer, request } = event;
  // Those who come by a switch have a place: they cannot be refused any more.
  if (request === 0 && !config.replace && isTaken(room, newcomer)) return refuseDuplicate(room, event.connection);
  const session = room.session ?? event.session;
  const older = room.present.find(({ participant }) => participant === newcomer.participant);
  const others = room.present.filter((one) => one !== older);
  const joined: Telling['message'] = {
    kind: 'joined',
    session,
    participation: newcomer.id,
    roster: others.map(member),
    replyTo: request,
    token: '',
    lastRequest: 0,
  };
  const joins: Clauses = ['join.roster', 'session.shared'];
  const announcement = { kind: 'participantJoined', member: member(newcomer) } as const;
  return [
    {
      session,
      present: [...others, newcomer],
      departed: older ? [...room.departed, older.id] : room.departed,
      reserved: unreserved(room, newcomer.roomObject),
    },
    [
      ...(older ? replaced(config, others, older) : []),
      ...others.map((one) => tell(one, announcement, ['join.announced'])),
      tell(newcomer, joined, request > 0 ? ['switch.answered', ...joins] : joins),
    ],
  ];
}

function replaced(config: Config, others: readonly Participation[], older: Participation): Telling[] {
  const told = sent(config, reason.DUPLICATE_PARTICIPANT);
  const clauses: Clauses = ['join.replace', 'join.replace-one-step'];
  return [
    ...tellOthers(others, older, told, ['departure.tells-others', ...clauses]),
    tellLeaver(older, told, 0, ['departure.tells-leaver', ...clauses]),
  ];
}

const isTaken = ({ present, reserved }: RoomState, { participant }: Participation): boolean =>
  [...present, ...reserved].some((one) => one.participant === participant);

const refuseDuplicate = (room: RoomState, connection: string): Step<RoomState, Telling> => [
  room,
  [
    {
      kind: 'answer',
      to: connection,
      message: { kind: 'rejected', replyTo: 0, code: 'already_exists' },
      clauses: ['join.duplicate', 'join.refused-unbound'],
    },
  ],
];

/** Keeps a place for somebody in another room, or tells that there is none. */
export function reserve(
  config: Config,
  room: RoomState,
  { caller, request }: RoomEvent & { type: 'reserve' },
): Step<RoomState, Telling> {
  if (!config.replace && isTaken(room, caller))
    return refuse(room, { caller, request }, 'already_exists', ['join.duplicate']);
  const { participant, roomObject } = caller;
  return [{ ...room, reserved: [...room.reserved, { participant, roomObject }] }, []];
}

/** Gives back a place that was kept. Clause `switch.first-reason`. */
export const release = (room: RoomState, roomObject: string): RoomState => ({
  ...room,
  reserved: unreserved(room, roomObject),
});

const unreserved = (room: RoomState, roomObject: string): RoomState['reserved'] =>
  room.reserved.filter((one) => one.roomObject !== roomObject);
