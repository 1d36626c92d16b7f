/** The log of a play: right servers are not accused by it, and wrong ones are. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { dist } from '../../cli/launch.test.helper.js';

const { logsOf }: typeof import('./logs.js') = await import(join(dist, 'conformance/bench/freedoms/logs.js'));

const wanted = (id: string) => ['server/leave', 'server/host-leaves', 'server/remove'].includes(id);

it.each([['every-freedom'], ['bare']])('of the variant %s is judged without a word', async (variant) => {
  const { logs, accused, partly, reported } = await logsOf(['--variant', variant], { each: 2, seed: 1, wanted });
  expect(accused).toEqual([]);
  expect(logs).toBeGreaterThan(1);
  expect(partly).toBe(0);
  // Somebody departs in each of them, and the server says so.
  expect(reported).toBeGreaterThanOrEqual(logs);
});

it.each([
  ['announces-twice', 'departure.once'],
  ['forgets-observers', 'departure.tells-others'],
  ['lost-for-removed', 'reason.'],
])('of the mutant %s shows %s', async (mutant, clause) => {
  const { accused } = await logsOf(['--mutant', mutant], { each: 6, seed: 1, wanted });
  expect(accused.some((line) => line.startsWith(clause))).toBe(true);
});
