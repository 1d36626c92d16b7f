import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reachable } from '../../../gen/reachable.js';
import { type FullTriple, nameOf } from '../../../spec/machine/explore/full/names.js';
import { counts } from '../../../spec/machine/explore/full/uncounted.js';
import { join, leave, operate, wait } from '../../exchange/scenario.js';
import { abreast } from './abreast.js';
import { routesTo, towards } from './index.js';

const all = reachable.map(([state, event, outcome]): FullTriple => ({ state, event, outcome })).filter(counts);

describe('ways through the machine', () => {
  it('there is one to every triple that counts', () => {
    expect(all.filter((triple) => routesTo(triple).length === 0).map(nameOf)).toEqual([]);
  });

  it('those that wait are kept apart from those that do not', () => {
    const waits = (timed: boolean) =>
      fc
        .sample(towards(timed)(all), { seed: 1, numRuns: 200 })
        .map(({ rounds }) => rounds.flat().some(({ kind }) => kind === 'wait'));
    expect(new Set(waits(false))).toEqual(new Set([false]));
    expect(new Set(waits(true))).toEqual(new Set([true]));
  });

  it('the same seed draws the same scenarios', () => {
    const draw = () => fc.sample(towards(false)(all), { seed: 7, numRuns: 20 });
    expect(draw()).toEqual(draw());
  });
});

describe('scenarios abreast', () => {
  const seats = [{ name: 'sam', participant: 'sam', role: 'host' as const }];
  const one = { seats, rounds: [[join('sam')], [wait('past-window')], [leave('sam')]] };
  const other = {
    seats,
    rounds: [[wait('past-window')], [operate('removeParticipant', 'blue', { targets: ['sam'] })]],
  };

  it('have people and rooms of their own, and one pause for all', () => {
    const { seats: all, rounds } = abreast([one, { ...other, rounds: [[join('sam')], ...other.rounds] }]);
    expect(all.map(({ name, participant }) => [name, participant])).toEqual([
      ['sam', 'sam'],
      ['sam-2', 'sam-2'],
    ]);
    expect(rounds).toEqual([
      [join('sam'), join('sam-2', 'blue-2')],
      [wait('past-window')],
      [leave('sam'), operate('removeParticipant', 'blue-2', { targets: ['sam-2'] })],
    ]);
  });
});
