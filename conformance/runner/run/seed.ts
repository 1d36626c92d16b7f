/** Seeds: each case has its own, derived from the run's and its id, so that shards and filters never change a case. */
import { createHash } from 'node:crypto';

/** An unsigned 32-bit number. */
export function caseSeed(runSeed: number, caseId: string): number {
  return createHash('sha256').update(`${runSeed}/${caseId}`).digest().readUInt32BE(0);
}
