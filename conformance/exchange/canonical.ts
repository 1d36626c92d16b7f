/**
 * Server-made ids, renamed. A participation is called after the seat and the ordinal of the Joined that showed it (`ann#2`),
 * a session after its room and its place among those shown (`blue$1`), a token after the seat and its place among those that
 * it was shown (`ann.1`), so that histories of different runs and servers can be compared.
 */
import { entries } from './entries.js';
import type { HistoryRecord, Sent } from './history.js';
import { participationName } from './names.js';
import type { Member, Observation } from './observation.js';
import type { Scenario } from './scenario.js';

/** A participation whose Joined nobody was shown, and that fits no join: it stands under this name and its raw id. */
const STRANGER = 'stranger';

/** The same records with every server-made id replaced by its canonical name. */
export function canonical(scenario: Scenario, records: readonly HistoryRecord[]): HistoryRecord[] {
  const names = newNames(scenario, records);
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

/** Names every id that the records show. */
function newNames(scenario: Scenario, records: readonly HistoryRecord[]) {
  const sessions = new Map<string, string>();
  const participations = new Map<string, string>();
  const tokens = tokenNames(records);
  /** Entries of a participant whose Joined was never shown, oldest first. */
  const expected = new Map<string, string[]>();
  const next = newCounter();
  const { shown, unshown } = entries(records);
  for (const { seat, room, joined } of shown) {
    if (!participations.has(joined.participation))
      participations.set(joined.participation, participationName(seat, next(`seat ${seat}`)));
    if (joined.session !== '' && !sessions.has(joined.session))
      sessions.set(joined.session, `${room}$${next(`room ${room}`)}`);
  }
  for (const { seat } of unshown) {
    const participant = scenario.seats.find(({ name }) => name === seat)?.participant ?? seat;
    const name = participationName(seat, next(`seat ${seat}`));
    expected.set(participant, [...(expected.get(participant) ?? []), name]);
  }
  return {
    session: (raw: string): string => sessions.get(raw) ?? raw,
    token: (raw: string): string => tokens.get(raw) ?? raw,

    participation(raw: string, participant: string): string {
      const known = participations.get(raw);
      if (known !== undefined) return known;
      const name = expected.get(participant)?.shift() ?? `${STRANGER}#${raw}`;
      participations.set(raw, name);
      return name;
    },

    /** The name of an id that the suite itself sent: one that was never shown stays as it is. */
    knownParticipation: (raw: string): string => participations.get(raw) ?? raw,
  };
}

type Names = ReturnType<typeof newNames>;

/** Counts from 1, each thing for itself. */
function newCounter(): (what: string) => number {
  const counts = new Map<string, number>();
  return (what) => {
    const count = (counts.get(what) ?? 0) + 1;
    counts.set(what, count);
    return count;
  };
}

/** A token bears the name of the seat that was shown it first. */
function tokenNames(records: readonly HistoryRecord[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const next = newCounter();
  for (const record of records) {
    if (record.kind !== 'seen') continue;
    const { observation, seat } = record;
    if (observation.kind !== 'joined' && observation.kind !== 'resumed') continue;
    if (observation.token === '' || names.has(observation.token)) continue;
    names.set(observation.token, `${seat}.${next(seat)}`);
  }
  return names;
}
