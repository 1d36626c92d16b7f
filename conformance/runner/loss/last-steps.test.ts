import { expect, it } from 'vitest';
import type { HistoryRecord } from '../../exchange/history.js';
import { type Action, attendee, end, host, join, leave, type Scenario } from '../../exchange/scenario.js';
import { lastStepsAlone } from './last-steps.js';

const ann = host('ann');
const bob = attendee('bob');
const scenario: Scenario = {
  seats: [ann, bob],
  rounds: [[join('ann'), join('bob')], [leave('bob')], [join('bob')], [leave('ann'), end('bob')], [join('ann')]],
};
const sent = (round: number, action: Action): HistoryRecord => ({
  kind: 'sent',
  at: 0,
  seat: action.seat,
  round,
  connection: 1,
  action,
});

it('is each step of the last round that was begun, after its own latest Join, the last one first', () => {
  expect(
    lastStepsAlone({ scenario, records: [sent(2, join('bob')), sent(3, leave('ann')), sent(5, end('ann'))] }),
  ).toEqual([
    { seats: [bob], rounds: [[join('bob')], [end('bob')]] },
    { seats: [ann], rounds: [[join('ann')], [leave('ann')]] },
  ]);
});

it('is the step by itself where its seat had not joined', () => {
  expect(lastStepsAlone({ scenario, records: [sent(0, join('ann'))] })).toEqual([
    { seats: [bob], rounds: [[join('bob')]] },
    { seats: [ann], rounds: [[join('ann')]] },
  ]);
});

it('is nothing where nothing shows how far the scenario came, or it is as small already', () => {
  expect(lastStepsAlone({ scenario, records: [] })).toEqual([]);
  const small: Scenario = { seats: [ann], rounds: [[join('ann')], [leave('ann')]] };
  expect(lastStepsAlone({ scenario: small, records: [sent(1, leave('ann'))] })).toEqual([]);
});
