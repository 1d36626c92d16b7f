/** What the streams prove. */
import { firstIndex } from '../../exchange/search.js';
import { bearing, tellsEnd } from './causes.js';
import { bound } from './connections.js';
import type { SeenParticipation, SentRequest, Timeline } from './timeline.js';

/** Everyone whom it was shown as present: by the roster, or by an arrival. */
export const knows = (observer: SeenParticipation, id: string): boolean =>
  observer.roster.has(id) || observer.arrivals.has(id);

/**
 * Where the stream of `observer` proves that whatever was done before `done` has come to it:
 * the answer to its first request that was sent after. By `fence.effects-first`.
 */
export function provenAt(observer: SeenParticipation, done: number): number | undefined {
  const { proofs } = observer;
  return proofs[firstIndex(0, proofs.length, (one) => (proofs[one]?.sent ?? 0) > done)]?.index;
}

/**
 * Where `observer` was shown what only happened after `done`: somebody who asked to come in later, or an end of the whole room that was asked for
 * later. What had to be sent to it before `done` stands before that in its stream.
 */
export function laterNews(timeline: Timeline, observer: SeenParticipation, done: number): number | undefined {
  const shown = [...observer.arrivals].flatMap(([id, { index }]) => {
    const asked = timeline.participation(id)?.causes.asked ?? Number.NEGATIVE_INFINITY;
    return asked > done ? [index] : [];
  });
  const { left } = observer;
  if (left && !left.attempt && tellsEnd(left.reason)) {
    const ends = bearing(timeline, observer, left.reason, left.index);
    if (ends.length > 0 && ends.every(({ index }) => index > done)) shown.push(left.index);
  }
  return shown.length > 0 ? Math.min(...shown) : undefined;
}

/** The earlier one of two indexes, as far as there are any. */
export const earlierOf = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);

/** Whether it still waits for its answer, as far as anybody can tell. */
export const waits = ({ answer, unclear }: SentRequest): boolean => !answer && !unclear;

/** Whether `other` was surely there when `newcomer` joined. */
export const surelyBefore = (other: SeenParticipation, newcomer: SeenParticipation): boolean =>
  other.causes.present < newcomer.causes.asked && other.causes.untouched > arrivedBy(newcomer);

/** By when it had surely joined; as it knows itself, where that was shown. */
export const arrivedBy = ({ joined, causes }: SeenParticipation): number => joined?.index ?? causes.present;

/** Whether there was surely a time at which both were present. */
export const together = (participation: SeenParticipation, other: SeenParticipation): boolean =>
  Math.max(participation.causes.present, other.causes.present) <
  Math.min(participation.causes.untouched, other.causes.untouched);

/** Whether it is there when everything has come, so that what it lacks is lacking at the end. */
export const isHeldAtEnd = ({ fenced }: Timeline, observer: SeenParticipation): boolean => fenced && bound(observer);
