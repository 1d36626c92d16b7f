import { describe, expect, it } from 'vitest';
import { attendee, host, join, leave, type Scenario } from '../../exchange/scenario.js';
import { MOST_TRIES, Reproducer, TRIALS } from './reproducer.js';

const race: Scenario = { seats: [host('ann')], rounds: [[join('ann'), leave('ann')]] };
const other: Scenario = { seats: [host('ann')], rounds: [[join('ann')]] };

/** Fails in the plays with these numbers, counted from 1; says how many there were. */
function failing(...numbers: readonly number[]) {
  let plays = 0;
  const replay = async () => {
    plays += 1;
    return numbers.includes(plays) ? plays : undefined;
  };
  return { reproducer: new Reproducer(replay), plays: () => plays };
}

describe('a failure that shows now and then', () => {
  it('is tried in more worlds until it shows, and given up after three times as many', async () => {
    const seen = failing(TRIALS + 3);
    expect(await seen.reproducer.shows(race)).toBe(true);
    expect(seen.plays()).toBe(2 * TRIALS);
    const unseen = failing();
    expect(await unseen.reproducer.shows(race)).toBe(false);
    expect(unseen.plays()).toBe(3 * TRIALS);
  });

  it('is tried the less, the more often the last one failed', async () => {
    const steady = failing(1, 2, 3, 4, 5, 6, 7, 8);
    expect(await steady.reproducer.shows(race)).toBe(true);
    expect(await steady.reproducer.shows(other)).toBe(false);
    expect(steady.plays()).toBe(2 * TRIALS);
    const rare = failing(1);
    expect(await rare.reproducer.shows(race)).toBe(true);
    expect(await rare.reproducer.shows(other)).toBe(false);
    expect(rare.plays()).toBe(4 * TRIALS);
  });

  it('is tried in all worlds at once where that costs nothing', async () => {
    let open = 0;
    let most = 0;
    const replay = async () => {
      open += 1;
      most = Math.max(most, open);
      await Promise.resolve();
      open -= 1;
      return undefined;
    };
    expect(await new Reproducer(replay, MOST_TRIES).shows(race)).toBe(false);
    expect(most).toBe(MOST_TRIES);
  });

  it('is frequent where it shows every second time', async () => {
    const { reproducer } = failing(1, 2, 3, 4, 9, 10, 11);
    expect(reproducer.isFrequent(race)).toBe(false);
    expect(await reproducer.showsOften(race)).toBe(true);
    expect(reproducer.isFrequent(race)).toBe(true);
    expect(await reproducer.showsOften(race)).toBe(false);
    expect(reproducer.isFrequent(race)).toBe(false);
  });

  it('is remembered with all the plays of its scenario, also those with other seats', async () => {
    const { reproducer } = failing(2, 9);
    expect(await reproducer.count(race)).toBe(1);
    expect(await reproducer.count(race, 3)).toBe(1);
    expect(reproducer.tried({ ...race, seats: [host('ann'), attendee('bob')] })).toEqual({
      of: TRIALS + 3,
      failed: [2, 9],
    });
    expect(reproducer.tried(other)).toEqual({ of: 0, failed: [] });
  });
});
