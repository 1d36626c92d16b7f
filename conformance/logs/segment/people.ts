/** Who is meant by the ids that a server makes: participations are called after their participants. */
import type { HistoryRecord, Sent } from '../../exchange/history.js';
import { OPERATOR, PEER } from '../../exchange/names.js';
import type { Member, Observation } from '../../exchange/observation.js';
import type { Action, Seat } from '../../exchange/scenario.js';
import type { LoggedRecord, RoomGroup } from '../rooms/types.js';

/** Those who are in a group of rooms, by all the names that they have. */
export interface People {
  /** As the heads of a diagram name them. */
  readonly seats: readonly Seat[];
  /** Whether it is a participation that somebody was shown. */
  has(id: string): boolean;
  /** The participant of a participation, with a number where they had several: `bob#2`. */
  nameOf(id: string): string;
  /** The record with names in the place of participations. */
  named(record: HistoryRecord): HistoryRecord;
}

/** All that a group and its records tell. */
export function peopleOf({ objects }: RoomGroup, records: readonly LoggedRecord[]): People {
  const participants = new Map<string, string>();
  for (const { seat, participations } of objects)
    for (const id of participations) participants.set(id, seat.participant);
  for (const { record } of records)
    if (record.kind === 'seen')
      for (const [id, participant] of membersIn(record.observation)) participants.set(id, participant);
  const several = countedNames([...participants].map(([id, participant]) => [id, participant]));
  const seatNames = countedNames([...objects].map(({ seat }) => [seat.name, seat.participant]));
  const nameOf = (id: string): string => several.get(id) ?? id;
  const seatOf = (name: string): string => seatNames.get(name) ?? name;
  return {
    seats: [...objects].map(({ seat }) => {
      const name = seatOf(seat.name);
      return { ...seat, name, participant: name };
    }),
    has: (id) => participants.has(id),
    nameOf,
    named: (record) => named(record, seatOf, nameOf),
  };
}

/** The name of each thing: that of its owner, and a number where the owner has several. */
function countedNames(owned: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  const all = new Map<string, string[]>();
  for (const [id, owner] of owned) all.set(owner, [...(all.get(owner) ?? []), id]);
  const names = new Map<string, string>();
  for (const [owner, ids] of all)
    for (const [index, id] of ids.entries()) {
      const isAlone = ids.length === 1 && owner !== '' && owner !== OPERATOR && owner !== PEER;
      names.set(id, isAlone ? owner : `${owner}#${index + 1}`);
    }
  return names;
}

function membersIn(seen: Observation): (readonly [string, string])[] {
  const pair = ({ participation, participant }: Member) => [participation, participant] as const;
  if (seen.kind === 'joined') return seen.roster.map(pair);
  if (seen.kind === 'participantJoined') return [pair(seen.member)];
  return seen.kind === 'participantLeft' && seen.participant !== '' ? [[seen.participation, seen.participant]] : [];
}

/** The participations that a record is about. */
export function mentions(record: HistoryRecord): string[] {
  if (record.kind === 'sent')
    return [...(record.targets ?? []), ...(record.target === undefined ? [] : [record.target])];
  if (record.kind !== 'seen') return [];
  const { observation } = record;
  if (observation.kind === 'participantJoined') return [observation.member.participation];
  return observation.kind === 'joined' || observation.kind === 'participantLeft' ? [observation.participation] : [];
}

/** The participations that a sentence speaks of, each once. */
export function idsIn(sentence: string, { has }: Pick<People, 'has'>): string[] {
  const words = sentence.split(/\s+/).flatMap((word) => [word, word.replace(/^[("]+|[.,;:)"]+$/g, '')]);
  return [...new Set(words)].filter((word) => !isCode(word) && has(word));
}

/** Numbers of four digits are reasons and close codes, whatever a server calls its participations. */
const isCode = (word: string): boolean => /^[1-4]\d{3}$/.test(word);

type Naming = (id: string) => string;

function named(record: HistoryRecord, seatOf: Naming, nameOf: Naming): HistoryRecord {
  if (record.kind === 'seen')
    return { ...record, seat: seatOf(record.seat), observation: namedIn(record.observation, nameOf) };
  return record.kind === 'sent' ? namedSent(record, seatOf, nameOf) : { ...record, seat: seatOf(record.seat) };
}

function namedSent(record: Sent, seatOf: Naming, nameOf: Naming): Sent {
  const { target, targets, action } = record;
  const seat = seatOf(record.seat);
  const removed = action.kind === 'remove' ? { target: nameOf(action.target) } : {};
  return {
    ...record,
    seat,
    action: { ...action, ...removed, seat } as Action,
    ...(target === undefined ? {} : { target: nameOf(target) }),
    ...(targets === undefined ? {} : { targets: targets.map(nameOf) }),
  };
}

/** Others in a roster are not needed where a diagram has room for a few words. */
function namedIn(seen: Observation, nameOf: Naming): Observation {
  const member = (one: Member): Member => ({ ...one, participation: nameOf(one.participation) });
  switch (seen.kind) {
    case 'joined':
      return { ...seen, participation: nameOf(seen.participation), roster: seen.roster.map(member) };
    case 'participantJoined':
      return { ...seen, member: member(seen.member) };
    case 'participantLeft':
      return { ...seen, participation: nameOf(seen.participation) };
    default:
      return seen;
  }
}
