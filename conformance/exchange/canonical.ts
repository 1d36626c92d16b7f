/**
 * Server-made ids, renamed. A participation is called after the seat and the ordinal of the Joined that showed it (`ann#2`),
 * a session after its room and its place among those shown (`blue$1`), so that histories of different runs and servers can be compared.
 */
import type { HistoryRecord, Seen, Sent } from './history.js';
import type { Member, Observation } from './observation.js';
import type { Scenario } from './scenario.js';

/** A participation whose Joined nobody was shown, and that fits no join: it stands under this name and its raw id. */
const STRANGER = 'stranger';

/** The same records with every server-made id replaced by its canonical name. */
export function canonical(scenario: Scenario, records: readonly HistoryRecord[]): HistoryRecord[] {
  const names = new Names(scenario, records);
  return records.map((record) => {
    if (record.kind === 'seen') {
      const { kind, at, seat, connection } = record;
      const observation = rename(record.observation, names);
      return observation === record.observation ? record : { kind, at, seat, connection, observation };
    }
    if (record.kind === 'sent' && record.target !== undefined)
      return { ...record, target: names.knownParticipation(record.target) };
    return record;
  });
}

function rename(observation: Observation, names: Names): Observation {
  const member = (raw: Member): Member => ({
    ...raw,
    participation: names.participation(raw.participation, raw.participant),
  });
  switch (observation.kind) {
    case 'joined':
      return {
        ...observation,
        session: names.session(observation.session),
        participation: names.participation(observation.participation, ''),
        roster: observation.roster.map(member),
      };
    case 'participantJoined':
      return { ...observation, member: member(observation.member) };
    case 'participantLeft':
      return { ...observation, participation: names.participation(observation.participation, observation.participant) };
    default:
      return observation;
  }
}

class Names {
  readonly #sessions = new Map<string, string>();
  readonly #participations = new Map<string, string>();
  /** Joins of a participant whose Joined was never shown, oldest first. */
  readonly #unshown = new Map<string, string[]>();

  constructor(scenario: Scenario, records: readonly HistoryRecord[]) {
    const joins = collectJoins(records);
    const perRoom = new Map<string, number>();
    for (const { room, seat, ordinal, shown } of joins) {
      const name = `${seat}#${ordinal}`;
      if (shown) {
        if (!this.#participations.has(shown.participation)) this.#participations.set(shown.participation, name);
        if (shown.session !== '' && !this.#sessions.has(shown.session)) {
          perRoom.set(room, (perRoom.get(room) ?? 0) + 1);
          this.#sessions.set(shown.session, `${room}$${perRoom.get(room)}`);
        }
      } else {
        const participant = scenario.seats.find((candidate) => candidate.name === seat)?.participant ?? seat;
        this.#unshown.set(participant, [...(this.#unshown.get(participant) ?? []), name]);
      }
    }
  }

  session(raw: string): string {
    return this.#sessions.get(raw) ?? raw;
  }

  participation(raw: string, participant: string): string {
    const known = this.#participations.get(raw);
    if (known !== undefined) return known;
    const name = this.#unshown.get(participant)?.shift() ?? `${STRANGER}#${raw}`;
    this.#participations.set(raw, name);
    return name;
  }

  /** The name of an id that the suite itself sent: one that was never shown stays as it is. */
  knownParticipation(raw: string): string {
    return this.#participations.get(raw) ?? raw;
  }
}

interface ShownJoin {
  readonly seat: string;
  readonly room: string;
  readonly ordinal: number;
  readonly shown: { readonly session: string; readonly participation: string } | undefined;
}

/** The joins that made, or may have made, a participation, in the order in which they were shown; unshown ones last. */
function collectJoins(records: readonly HistoryRecord[]): ShownJoin[] {
  const open = new Map<string, Sent>();
  const ordinals = new Map<string, number>();
  const shown: ShownJoin[] = [];
  const unshown: ShownJoin[] = [];
  const next = (seat: string) => {
    ordinals.set(seat, (ordinals.get(seat) ?? 0) + 1);
    return ordinals.get(seat) ?? 1;
  };
  const give = (record: Seen | Sent, kept: ShownJoin['shown'], list: ShownJoin[]) => {
    const join = open.get(`${record.seat}/${record.connection}`);
    if (join?.action.kind !== 'join') return;
    open.delete(`${record.seat}/${record.connection}`);
    list.push({ seat: record.seat, room: join.action.room, ordinal: next(record.seat), shown: kept });
  };
  for (const record of records) {
    if (record.kind === 'sent' && record.action.kind === 'join')
      open.set(`${record.seat}/${record.connection}`, record);
    if (record.kind !== 'seen') continue;
    const { observation } = record;
    if (observation.kind === 'joined') give(record, observation, shown);
    if (observation.kind === 'rejected' && (observation.replyTo ?? 0) === 0)
      open.delete(`${record.seat}/${record.connection}`);
  }
  for (const join of open.values()) give(join, undefined, unshown);
  return [...shown, ...unshown];
}
