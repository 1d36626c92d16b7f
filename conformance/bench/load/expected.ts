/** What one room of a given size has to say to each who is in it, if the last but none leaves, the one before is removed, and the host ends it. */
import type { Tally } from './tally.js';

export interface Expected {
  /** The others whom each learns of, by its roster or by ParticipantJoined. */
  readonly others: number;
  /** For each in the order of its place: how often it hears what, arrivals aside. */
  readonly tallies: readonly Tally[];
}

/** The fewest that it takes: a host, one who is removed, one who leaves. */
export const LEAST = 3;

const leaver: Tally = new Map([
  ['joined', 1],
  ['roomLeft 1101', 1],
  ['close 4101', 1],
]);

const removed: Tally = new Map([
  ['joined', 1],
  ['participantLeft 1101', 1],
  ['roomLeft 1002', 1],
  ['close 4002', 1],
]);

const ended: Tally = new Map([
  ['joined', 1],
  ['participantLeft 1101', 1],
  ['participantLeft 1002', 1],
  ['roomLeft 1008', 1],
  ['close 4008', 1],
]);

/** The host removes, too. */
const host: Tally = new Map([...ended, ['accepted', 1]]);

/** The host comes first, whoever leaves last, and whoever is removed before it. */
export function expectedOf(size: number): Expected {
  const staying = Array.from({ length: size - LEAST }, () => ended);
  return { others: size - 1, tallies: [host, ...staying, removed, leaver] };
}

/** All messages of the server in such a room, the close frames aside. Of any two, one hears of the other, who has it in the roster. */
export function messagesIn(size: number): number {
  const announcements = (size * (size - 1)) / 2;
  const told = expectedOf(size).tallies.flatMap((tally) => [...tally]);
  return announcements + told.reduce((sum, [what, count]) => (what.startsWith('close') ? sum : sum + count), 0);
}
