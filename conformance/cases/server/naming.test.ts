/** What a right server may refuse, no case brings. Clause `ids.length`. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cases } from '../index.js';

const MOST_BYTES = 128;
/** A world puts its own name before that of its rooms, which is shorter than this. */
const WORLD_BYTES = 37;
/** A label that is longer than this has the world's name in it. */
const LONG_BYTES = 64;
const SEED = 1;

const roomBytes = (label: string): number => {
  const bytes = Buffer.byteLength(label);
  return bytes > LONG_BYTES ? bytes : bytes + WORLD_BYTES;
};

it.each(cases.map((one) => [one.id, one] as const))(
  '%s has no id that is too long to be taken everywhere',
  (_, one) => {
    for (const { seats, rounds } of fc.sample(one.scenarios, { numRuns: 20, seed: SEED })) {
      for (const { participant } of seats) expect(Buffer.byteLength(participant)).toBeLessThanOrEqual(MOST_BYTES);
      for (const step of rounds.flat())
        if ('room' in step) expect(roomBytes(step.room)).toBeLessThanOrEqual(MOST_BYTES);
    }
  },
);
