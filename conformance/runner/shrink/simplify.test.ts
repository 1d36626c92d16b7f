import { expect, it } from 'vitest';
import { host, join, leave, type Scenario, sync } from '../../exchange/index.js';
import { closer } from './simplify.js';

const rounds = [[join('ann')], [join('bob')], [leave('ann')], [leave('bob')], [sync('cyd')]];
const first: Scenario = { seats: [host('ann'), host('bob'), host('cyd')], rounds };

const leaveTogether = ({ rounds }: Scenario): boolean =>
  rounds.some((round) => round.filter(({ kind }) => kind === 'leave').length === 2);

it('brings those rounds together between which a failure lies, and no others', async () => {
  const merged = await closer(first, 1, 4, async (scenario) => (leaveTogether(scenario) ? 8 : 1));
  expect(merged.rounds).toEqual([[join('ann')], [join('bob')], [leave('ann'), leave('bob')], [sync('cyd')]]);
});

it('leaves a scenario as it is that fails often enough, or never more often', async () => {
  let looks = 0;
  const look = async () => {
    looks += 1;
    return 1;
  };
  expect(await closer(first, 4, 4, look)).toBe(first);
  expect(looks).toBe(0);
  expect(await closer(first, 1, 4, look)).toBe(first);
  expect(looks).toBe(rounds.length - 1);
});
