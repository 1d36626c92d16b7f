/** What stands for a past that has been let go: those who are present join, one after the other. */
import type { Member, Observation, Seen, Sent } from '../../exchange/index.js';
import type { Standing } from './survey.js';
import type { Entry } from './types.js';

interface Prelude {
  readonly entries: readonly Entry[];
  /** Which sequence each of them has come to in it. */
  readonly bases: readonly { readonly standing: Standing; readonly sequence: number }[];
}

/** `clear`: everybody has been shown the same. Otherwise each is given what it has been shown itself. */
export function prelude(present: readonly Standing[], at: number, clear: boolean): Prelude {
  const entries: Entry[] = [];
  const before: { readonly standing: Standing; sequence: number }[] = [];
  for (const standing of present) {
    const companions = clear ? before.filter(({ standing: { room } }) => room === standing.room) : [];
    const roster = clear ? companions.map((other) => memberOf(other.standing)) : [...standing.view.values()];
    entries.push(joins(standing, at), shown(standing, at, welcome(standing, roster)));
    for (const companion of companions) {
      companion.sequence += 1;
      const { sequence } = companion;
      const member = memberOf(standing);
      entries.push(shown(companion.standing, at, { kind: 'participantJoined', sequence, replyTo: 0, member }));
    }
    before.push({ standing, sequence: 1 });
  }
  return { entries, bases: before };
}

const memberOf = ({ object, stay }: Standing): Member => ({
  participant: object.seat.participant,
  participation: stay?.joined.participation ?? '',
  role: object.seat.role,
});

function joins({ object, room, connection, stay }: Standing, at: number): Entry {
  const seat = object.seat.name;
  const record: Sent = { kind: 'sent', at, seat, round: 0, connection, action: { kind: 'join', seat, room } };
  return { record, line: stay?.line ?? 0, object, made: true };
}

function shown({ object, connection, stay }: Standing, at: number, observation: Observation): Entry {
  const record: Seen = { kind: 'seen', at, seat: object.seat.name, connection, observation };
  return { record, line: stay?.line ?? 0, object, made: true };
}

function welcome({ stay, token }: Standing, roster: readonly Member[]): Observation {
  const { joined } = stay as NonNullable<Standing['stay']>;
  return { ...joined, roster, token, sequence: 1, replyTo: 0, lastRequest: 0 };
}
