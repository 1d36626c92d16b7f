/** Joining: the newcomer gets the roster, the others hear of it. */
import type { Config, Event, Member, Participation, Room, Step } from './types.js';

const member = ({ participant, id, role }: Participation): Member => ({ participant, participation: id, role });

export function join(_config: Config, room: Room, event: Event & { type: 'join' }): Step<Room> {
  const { connection, participant, role } = event;
  if (room.present.some((one) => one.participant === participant)) {
    const message = { kind: 'rejected', replyTo: 0, code: 'already_exists' } as const;
    return [room, [{ kind: 'send', to: connection, message, clauses: ['join.duplicate', 'join.refused-unbound'] }]];
  }
  const newcomer: Participation = { id: event.participation, participant, role, connection };
  const session = room.session ?? event.session;
  const roster = room.present.map(member);
  const joined = { kind: 'joined', session, participation: newcomer.id, roster } as const;
  const announcement = { kind: 'participantJoined', member: member(newcomer) } as const;
  return [
    { ...room, session, present: [...room.present, newcomer] },
    [
      ...room.present.flatMap((one) =>
        one.connection === null
          ? []
          : [
              {
                kind: 'send' as const,
                to: one.connection,
                message: announcement,
                clauses: ['join.announced'] as const,
              },
            ],
      ),
      { kind: 'send', to: connection, message: joined, clauses: ['join.roster', 'session.shared'] },
    ],
  ];
}
