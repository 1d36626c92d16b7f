import { expect, it } from 'vitest';
import type { ClauseId } from '../../gen/clauses.js';
import { addWitness, type Witness, witnessOf } from './witness.js';

const clause: ClauseId = 'ack.unanswered';
const about = { id: 'server/about', clauses: [clause] as const };
const other = { id: 'server/other', clauses: ['departure.once'] as const };
const weak = { isWeak: true, isShown: true };
const good = { isWeak: false, isShown: true };

/** The witness for each case, after these were shrunk. */
function after(...shrunk: (typeof weak)[]): string[] {
  const witnesses = new Map<ClauseId, Witness>();
  for (const [index, result] of shrunk.entries()) addWitness(clause, { id: `server/${index + 1}` }, result, witnesses);
  return [other, about].map((one) => witnessOf(clause, one, witnesses));
}

it('the first good failure stands for its clause', () => {
  expect(after()).toEqual(['', '']);
  expect(after(good)).toEqual(['server/1', 'server/1']);
  expect(after(good, good)).toEqual(['server/1', 'server/1']);
  expect(after(weak, good)).toEqual(['server/2', 'server/2']);
});

it('after a few weak ones, one of them stands for the clause, until a case about it is shrunk', () => {
  expect(after(weak, weak)).toEqual(['', '']);
  expect(after(weak, weak, weak)).toEqual(['server/3', '']);
  expect(after(weak, weak, weak, good)).toEqual(['server/4', 'server/4']);
  expect(after(weak, weak, weak, weak)).toEqual(['server/3', 'server/3']);
});

it('a failure that did not show again stands for nothing', () => {
  const unseen = { isWeak: true, isShown: false };
  expect(after(unseen, unseen, unseen)).toEqual(['', '']);
});
