import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyScenario } from '../../arbitraries/index.js';
import { attendee, countSteps, host, join, leave, type Scenario, sync } from '../../exchange/scenario.js';
import { shrinkAtOnce } from './at-once.js';
import { budgetOf } from './budget.js';
import { shrinkAsDrawn, shrinkByHand } from './shrink.js';

const seats = [host('ann'), attendee('bob'), attendee('cyd')];
const scenarios = anyScenario({ seats, rooms: ['blue'], weights: { join: 3, leave: 2, sync: 4 } }, 3, 12);

/** A fault that takes two people: bob joins, and later cyd leaves. */
function isFaulty({ rounds }: Scenario): boolean {
  const steps = rounds.flat();
  const joined = steps.findIndex(({ kind, seat }) => kind === 'join' && seat === 'bob');
  return joined >= 0 && steps.slice(joined).some(({ kind, seat }) => kind === 'leave' && seat === 'cyd');
}

describe('shrinking', () => {
  it('begins with the very scenario that was generated, and ends with the steps that matter', async () => {
    let tried = 0;
    for (const seed of [1, 2, 3, 4, 5]) {
      const sample = fc.sample(scenarios, { seed, numRuns: 40 });
      const index = sample.findIndex(isFaulty);
      if (index < 0) continue;
      tried += 1;
      const asked: Scenario[] = [];
      const fails = async (scenario: Scenario) => {
        asked.push(scenario);
        return isFaulty(scenario);
      };
      const small = await shrinkAsDrawn({ scenarios, seed, index }, sample[index] as Scenario, fails, budgetOf(10_000));
      expect(asked[0]).toEqual(sample[index]);
      expect(countSteps(small)).toBe(2);
      expect(small.seats.map(({ name }) => name)).toEqual(['bob', 'cyd']);
    }
    expect(tried).toBeGreaterThan(2);
  });

  it('keeps what it was given where nothing smaller fails, and stops when its time is over', async () => {
    const [scenario] = fc.sample(scenarios, { seed: 1, numRuns: 1 }) as [Scenario];
    const never = async () => false;
    expect((await shrinkAsDrawn({ scenarios, seed: 1, index: 0 }, scenario, never, budgetOf(10_000))).rounds).toEqual(
      scenario.rounds,
    );
    expect(
      (await shrinkAsDrawn({ scenarios, seed: 1, index: 0 }, scenario, async () => true, budgetOf(0))).rounds,
    ).toEqual(scenario.rounds);
  });
});

describe('shrinking by hand', () => {
  const lineUp = [[join('ann')], [join('bob')], [join('cyd')]];
  const heat = [leave('cyd'), leave('bob')];
  const comings = (who: string) => [[leave(who)], [join(who)], [leave(who)], [join(who)]];
  const first: Scenario = {
    seats,
    rounds: [...lineUp, ...comings('bob'), ...comings('cyd'), [sync('ann')], ...comings('bob'), heat],
  };

  /** Two leave at once who are there. */
  function isRace({ rounds }: Scenario): boolean {
    const there = new Set<string>();
    for (const round of rounds) {
      if (round.filter(({ kind, seat }) => kind === 'leave' && there.has(seat)).length === 2) return true;
      for (const { kind, seat } of round) if (kind === 'join') there.add(seat);
      for (const { kind, seat } of round) if (kind === 'leave') there.delete(seat);
    }
    return false;
  }

  it('finds the last rounds, with those who take part in them, in a few tries', async () => {
    let tries = 0;
    const small = await shrinkByHand(
      first,
      async (scenario) => {
        tries += 1;
        return isRace(scenario);
      },
      budgetOf(10_000),
    );
    expect(small.rounds).toEqual([[join('cyd')], [join('bob')], heat]);
    expect(small.seats.map(({ name }) => name)).toEqual(['bob', 'cyd']);
    expect(tries).toBeLessThan(20);
  });

  it('comes to the same in a few moments where many are tried at once', async () => {
    let moments = 0;
    const fails = async (scenario: Scenario) => {
      const now = moments;
      await new Promise((resolve) => setImmediate(resolve));
      moments = now + 1;
      return isRace(scenario);
    };
    const small = await shrinkAtOnce(first, fails, budgetOf(10_000));
    expect(small.rounds.flat()).toHaveLength(4);
    expect(isRace(small)).toBe(true);
    expect(moments).toBeLessThan(8);
    expect((await shrinkAtOnce(first, fails, budgetOf(0))).rounds).toEqual(first.rounds);
  });

  it('comes to the same, some at a time, and tries no more of them at once', async () => {
    let open = 0;
    let most = 0;
    const fails = async (scenario: Scenario) => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setImmediate(resolve));
      open -= 1;
      return isRace(scenario);
    };
    const small = await shrinkByHand(first, fails, budgetOf(10_000), 4);
    expect(small.rounds).toEqual([[join('cyd')], [join('bob')], heat]);
    expect(most).toBe(4);
  });
});
