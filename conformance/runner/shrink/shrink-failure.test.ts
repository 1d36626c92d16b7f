import fc from 'fast-check';
import { expect, it } from 'vitest';
import { host, join, leave, type Scenario } from '../../exchange/scenario.js';
import type { Played } from '../play/played.js';
import { budgetOf } from './budget.js';
import { isSteady, shrinkFailure } from './shrink-failure.js';

const scenario: Scenario = { seats: [host('ann')], rounds: [[join('ann')], [leave('ann')]] };
const history = { scenario, records: [] };
const played = { history, judgement: { kind: 'fail' } } as unknown as Played;

/** Shrinks a failure that shows in some of the moments at which it is played; all plays of one moment do the same. */
async function shrinkAt(shows: (moment: number) => boolean) {
  let moment = 0;
  let plays = 0;
  const replay = async () => {
    const now = moment;
    plays += 1;
    await Promise.resolve();
    moment = now + 1;
    return shows(now) ? played : undefined;
  };
  const one = { scenarios: fc.constant(scenario), timed: false, alone: false };
  const bad = { played, index: 0, seed: 1 };
  const shrunk = await shrinkFailure({ one, bad, replay, concurrency: 8, budget: budgetOf(60_000) });
  return { ...shrunk, plays };
}

it('plays that fail together at one moment do not make a rare failure a steady one', async () => {
  const rare = await shrinkAt((moment) => moment === 0);
  expect(rare.fails).toBe(8);
  expect(rare.of).toBeGreaterThan(100);
  expect(isSteady(rare)).toBe(false);
});

it('one that shows every second moment is steady after a few more plays', async () => {
  const often = await shrinkAt((moment) => moment % 2 === 1);
  expect(isSteady(often)).toBe(true);
  expect(often.of).toBeGreaterThanOrEqual(48);
  expect(often.of).toBeLessThan(120);
});

it('one that shows every time needs no further plays', async () => {
  const { fails, of } = await shrinkAt(() => true);
  expect(fails).toBe(of);
  expect(of).toBeLessThanOrEqual(16);
});

it('a rare failure whose plays take long is not repeated for longer than its time', async () => {
  const one = { scenarios: fc.constant(scenario), timed: false, alone: false };
  let plays = 0;
  const replay = async () => {
    plays += 1;
    const failed = plays === 3;
    await new Promise((resolve) => setTimeout(resolve, 30));
    return failed ? played : undefined;
  };
  const bad = { played, index: 0, seed: 1 };
  const { fails, of } = await shrinkFailure({ one, bad, replay, concurrency: 8, budget: budgetOf(0) });
  expect(fails).toBe(1);
  expect(of).toBeLessThanOrEqual(24);
});
