/** Who was surely present with whom. What chance decides is never sure. */
import type { SeenParticipation } from './timeline.js';

/** Whether `other` was surely there when `newcomer` joined. */
export const surelyBefore = (other: SeenParticipation, newcomer: SeenParticipation): boolean =>
  other.causes.present < newcomer.causes.asked && other.causes.untouched > arrivedBy(newcomer);

/** By when it had surely joined; as it knows itself, where that was shown. */
export const arrivedBy = ({ joined, causes }: SeenParticipation): number => joined?.index ?? causes.present;

/** Whether there was surely a time at which both were present. */
export const together = (participation: SeenParticipation, other: SeenParticipation): boolean =>
  Math.max(participation.causes.present, other.causes.present) <
  Math.min(participation.causes.untouched, other.causes.untouched);
