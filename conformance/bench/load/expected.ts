/**
 * What each person in a room is told, if the last one leaves, the one before it is removed, and the host ends the
 * meeting.
 */
import { close, reason } from '../../../gen/codes.js';
import type { Tally } from './tally.js';

/** What is heard in one room. */
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
  [`roomLeft ${reason.MANUAL_LEAVE_CALLED}`, 1],
  [`close ${close.LEAVE}`, 1],
]);

const removed: Tally = new Map([
  ['joined', 1],
  [`participantLeft ${reason.MANUAL_LEAVE_CALLED}`, 1],
  [`roomLeft ${reason.REMOVE_PEER}`, 1],
  [`close ${close.REMOVE_PEER}`, 1],
]);

const ended: Tally = new Map([
  ['joined', 1],
  [`participantLeft ${reason.MANUAL_LEAVE_CALLED}`, 1],
  [`participantLeft ${reason.REMOVE_PEER}`, 1],
  [`roomLeft ${reason.REMOVE_ALL}`, 1],
  [`close ${close.REMOVE_ALL}`, 1],
]);

/** The host removes, too. */
const host: Tally = new Map([...ended, ['accepted', 1]]);

/** By their places: the host is the first, the one who leaves the last, and the one who is removed stands before it. */
export function expectedOf(size: number): Expected {
  const staying = Array.from({ length: size - LEAST }, () => ended);
  return { others: size - 1, tallies: [host, ...staying, removed, leaver] };
}

/**
 * All messages of the server in such a room, the close frames aside. Of any two, one hears of the other, who has it
 * in the roster.
 */
export function messagesIn(size: number): number {
  const announcements = (size * (size - 1)) / 2;
  const told = expectedOf(size).tallies.flatMap((tally) => [...tally]);
  return announcements + told.reduce((sum, [what, count]) => (what.startsWith('close') ? sum : sum + count), 0);
}
