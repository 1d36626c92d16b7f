/** Who was in which room, and who was told of whose departure: read from the observations alone. */
import { entries } from '../../exchange/entries.js';
import type { History, HistoryRecord, Seen } from '../../exchange/history.js';
import type { Observation } from '../../exchange/observation.js';
import type { Candidates } from '../../exchange/words.js';

/** What somebody was told of a departure, and when. */
export interface Arrival {
  /** Of the record. */
  readonly index: number;
  readonly at: number;
  readonly native?: string;
  readonly reason: Candidates;
}

/** One participation that its owner was shown. */
export interface ShownParticipation {
  readonly name: string;
  readonly seat: string;
  readonly participant: string;
  readonly room: string;
  /** The round in which its entrance was asked for: what was sent before cannot have ended it. */
  readonly round: number;
  /** Those whom its owner was shown, each with the index of the record that showed it first. */
  readonly knows: Map<string, number>;
  /** What its owner was told of its end. */
  own?: Arrival;
  /** The index of the Joined that showed its owner another room. */
  moved?: number;
  /** What each of the others was told of its end first, by the other's participation. */
  readonly toldTo: Map<ShownParticipation, Arrival>;
}

/** The participations of a history, in the order in which they were shown. */
export function readParticipations({ records, scenario }: History): readonly ShownParticipation[] {
  const rooms = new Map(entries(records).shown.map(({ joined, room }) => [joined, room] as const));
  const participants = new Map(scenario.seats.map(({ name, participant }) => [name, participant]));
  const participations = new Map<string, ShownParticipation>();
  const current = new Map<string, ShownParticipation>();
  /** The round in which each seat last asked for an entrance. */
  const asked = new Map<string, number>();

  function enter({ seat }: Seen, index: number, joined: Observation & { kind: 'joined' }): void {
    const room = rooms.get(joined);
    const known = participations.get(joined.participation);
    if (room === undefined && !known) return;
    const participation = known ?? {
      name: joined.participation,
      seat,
      participant: participants.get(seat) ?? seat,
      room: room ?? '',
      round: asked.get(seat) ?? 0,
      knows: new Map(),
      toldTo: new Map(),
    };
    const before = current.get(seat);
    if (before && before !== participation && !before.own) before.moved ??= index;
    participations.set(participation.name, participation);
    current.set(seat, participation);
    for (const other of joined.roster) meet(participation, other.participation, index);
  }

  function read(record: Seen, index: number): void {
    const { observation, at } = record;
    if (observation.kind === 'joined') enter(record, index, observation);
    const participation = current.get(record.seat);
    if (!participation) return;
    if (observation.kind === 'participantJoined') meet(participation, observation.member.participation, index);
    if (observation.kind === 'roomLeft') participation.own ??= { index, at, ...wordOf(observation) };
    if (observation.kind !== 'participantLeft') return;
    const gone = participations.get(observation.participation);
    if (gone && !gone.toldTo.has(participation)) gone.toldTo.set(participation, { index, at, ...wordOf(observation) });
  }

  for (const [index, record] of records.entries()) {
    if (isEntrance(record)) asked.set(record.seat, record.round);
    if (record.kind === 'seen') read(record, index);
  }
  return [...participations.values()];
}

const isEntrance = (record: HistoryRecord): record is HistoryRecord & { readonly kind: 'sent' } =>
  record.kind === 'sent' && (record.action.kind === 'join' || record.action.kind === 'switch');

function meet({ knows }: ShownParticipation, other: string, index: number): void {
  if (!knows.has(other)) knows.set(other, index);
}

const wordOf = ({ native, reason }: { readonly native?: string; readonly reason: Candidates }) => ({
  ...(native === undefined ? {} : { native }),
  reason,
});

/** The index of the first record that tells anybody of the end of a participation; undefined where nobody was told. */
export function firstTold({ own, moved, toldTo }: ShownParticipation): number | undefined {
  const told = [own?.index, moved, ...[...toldTo.values()].map(({ index }) => index)];
  const indexes = told.filter((index) => index !== undefined);
  return indexes.length === 0 ? undefined : Math.min(...indexes);
}
