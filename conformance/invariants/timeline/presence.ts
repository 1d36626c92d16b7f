/** Who was surely present with whom. What chance decides is never sure. */
import type { Stay } from './timeline.js';

/** Whether `other` was surely there when `newcomer` joined. */
export const surelyBefore = (other: Stay, newcomer: Stay): boolean =>
  other.causes.present < newcomer.causes.asked && other.causes.untouched > arrivedBy(newcomer);

/** By when it had surely joined; as it knows itself, where that was shown. */
export const arrivedBy = ({ joined, causes }: Stay): number => joined?.at ?? causes.present;

/** Whether there was surely a time at which both were present. */
export const together = (stay: Stay, other: Stay): boolean =>
  Math.max(stay.causes.present, other.causes.present) < Math.min(stay.causes.untouched, other.causes.untouched);
