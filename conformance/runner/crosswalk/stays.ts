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
export interface Stay {
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
  /** What each of the others was told of its end first, by the other's stay. */
  readonly toldTo: Map<Stay, Arrival>;
}

/** The stays of a history, in the order in which they were shown. */
export function readStays({ records, scenario }: History): readonly Stay[] {
  const rooms = new Map(entries(records).shown.map(({ joined, room }) => [joined, room] as const));
  const participants = new Map(scenario.seats.map(({ name, participant }) => [name, participant]));
  const stays = new Map<string, Stay>();
  const current = new Map<string, Stay>();
  /** The round in which each seat last asked for an entrance. */
  const asked = new Map<string, number>();

  function enter({ seat }: Seen, index: number, joined: Observation & { kind: 'joined' }): void {
    const room = rooms.get(joined);
    const known = stays.get(joined.participation);
    if (room === undefined && !known) return;
    const stay = known ?? {
      name: joined.participation,
      seat,
      participant: participants.get(seat) ?? seat,
      room: room ?? '',
      round: asked.get(seat) ?? 0,
      knows: new Map(),
      toldTo: new Map(),
    };
    const before = current.get(seat);
    if (before && before !== stay && !before.own) before.moved ??= index;
    stays.set(stay.name, stay);
    current.set(seat, stay);
    for (const { participation } of joined.roster) meet(stay, participation, index);
  }

  function read(record: Seen, index: number): void {
    const { observation, at } = record;
    if (observation.kind === 'joined') enter(record, index, observation);
    const stay = current.get(record.seat);
    if (!stay) return;
    if (observation.kind === 'participantJoined') meet(stay, observation.member.participation, index);
    if (observation.kind === 'roomLeft') stay.own ??= { index, at, ...wordOf(observation) };
    if (observation.kind !== 'participantLeft') return;
    const gone = stays.get(observation.participation);
    if (gone && !gone.toldTo.has(stay)) gone.toldTo.set(stay, { index, at, ...wordOf(observation) });
  }

  for (const [index, record] of records.entries()) {
    if (isEntrance(record)) asked.set(record.seat, record.round);
    if (record.kind === 'seen') read(record, index);
  }
  return [...stays.values()];
}

const isEntrance = (record: HistoryRecord): record is HistoryRecord & { readonly kind: 'sent' } =>
  record.kind === 'sent' && (record.action.kind === 'join' || record.action.kind === 'switch');

function meet(stay: Stay, participation: string, index: number): void {
  if (!stay.knows.has(participation)) stay.knows.set(participation, index);
}

const wordOf = ({ native, reason }: { readonly native?: string; readonly reason: Candidates }) => ({
  ...(native === undefined ? {} : { native }),
  reason,
});

/** The index of the first record that tells anybody of the end of a stay; undefined where nobody was told. */
export function firstTold({ own, moved, toldTo }: Stay): number | undefined {
  const told = [own?.index, moved, ...[...toldTo.values()].map(({ index }) => index)];
  const indexes = told.filter((index) => index !== undefined);
  return indexes.length === 0 ? undefined : Math.min(...indexes);
}
