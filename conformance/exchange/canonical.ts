/**
 * Server-made ids, renamed. A participation is called after the seat and the ordinal of the Joined that showed it (`ann#2`),
 * a session after its room and its place among those shown (`blue$1`), a token after the seat and its place among those that
 * it was shown (`ann.1`), so that histories of different runs and servers can be compared.
 */
import { entries, type RoomEntry } from './entries.js';
import type { HistoryRecord, Sent } from './history.js';
import { participationName } from './names.js';
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
    return record.kind === 'sent' ? renameSent(record, names) : record;
  });
}

/** An id that the suite sent and that was never shown stays as it is. */
function renameSent(record: Sent, names: Names): Sent {
  const { target, targets, session, token } = record;
  if (target !== undefined) return { ...record, target: names.knownParticipation(target) };
  if (token !== undefined) return { ...record, token: names.token(token) };
  if (targets === undefined) return record;
  return {
    ...record,
    targets: targets.map((raw) => names.knownParticipation(raw)),
    ...(session === undefined ? {} : { session: names.session(session) }),
  };
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
        token: names.token(observation.token),
      };
    case 'resumed':
      return { ...observation, token: names.token(observation.token) };
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
  readonly #tokens: ReadonlyMap<string, string>;
  /** Entries of a participant whose Joined was never shown, oldest first. */
  readonly #unshown = new Map<string, string[]>();

  constructor(scenario: Scenario, records: readonly HistoryRecord[]) {
    this.#tokens = tokenNames(records);
    const counter = new Counter();
    const { shown, unshown } = entries(records);
    for (const { seat, room, joined } of shown) {
      if (!this.#participations.has(joined.participation))
        this.#participations.set(joined.participation, participationName(seat, counter.next(`seat ${seat}`)));
      if (joined.session !== '' && !this.#sessions.has(joined.session))
        this.#sessions.set(joined.session, `${room}$${counter.next(`room ${room}`)}`);
    }
    for (const entry of unshown) this.#expect(scenario, entry, counter);
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

  token(raw: string): string {
    return this.#tokens.get(raw) ?? raw;
  }

  #expect(scenario: Scenario, { seat }: RoomEntry, counter: Counter): void {
    const participant = scenario.seats.find(({ name }) => name === seat)?.participant ?? seat;
    const name = participationName(seat, counter.next(`seat ${seat}`));
    this.#unshown.set(participant, [...(this.#unshown.get(participant) ?? []), name]);
  }
}

class Counter {
  readonly #counts = new Map<string, number>();

  next(what: string): number {
    const count = (this.#counts.get(what) ?? 0) + 1;
    this.#counts.set(what, count);
    return count;
  }
}

/** A token bears the name of the seat that was shown it first. */
function tokenNames(records: readonly HistoryRecord[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const counter = new Counter();
  for (const record of records) {
    if (record.kind !== 'seen') continue;
    const { observation, seat } = record;
    if (observation.kind !== 'joined' && observation.kind !== 'resumed') continue;
    if (observation.token === '' || names.has(observation.token)) continue;
    names.set(observation.token, `${seat}.${counter.next(seat)}`);
  }
  return names;
}
