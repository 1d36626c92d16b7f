import { expect, it } from 'vitest';
import type { History, HistoryRecord } from '../../exchange/history.js';
import { attendee, host, join, leave, type Scenario, sync } from '../../exchange/scenario.js';
import { withoutPart } from './parts.js';
import { mergeRounds, superfluous } from './simplify.js';

const rounds = [[join('ann')], [join('bob')], [leave('ann')], [leave('bob')], [sync('cyd')]];
const first: Scenario = { seats: [host('ann'), host('bob'), host('cyd')], rounds };

const leaveTogether = ({ rounds }: Scenario): boolean =>
  rounds.some((round) => round.filter(({ kind }) => kind === 'leave').length === 2);

it('brings those rounds together between which a failure lies, and no others', async () => {
  const merged = await mergeRounds(first, 1, 4, async (scenario) => (leaveTogether(scenario) ? 8 : 1));
  expect(merged.rounds).toEqual([[join('ann')], [join('bob')], [leave('ann'), leave('bob')], [sync('cyd')]]);
});

it('leaves a scenario as it is that fails often enough, or never more often', async () => {
  let counts = 0;
  const count = async () => {
    counts += 1;
    return 1;
  };
  expect(await mergeRounds(first, 4, 4, count)).toBe(first);
  expect(counts).toBe(0);
  expect(await mergeRounds(first, 1, 4, count)).toBe(first);
  expect(counts).toBe(rounds.length - 1);
});

const sent = (round: number, action: ReturnType<typeof join>): HistoryRecord => ({
  kind: 'sent',
  at: 0,
  seat: action.seat,
  round,
  connection: 1,
  action,
});

it('a failure is kept without what was skipped, and without what came after it', () => {
  const again = join('ann');
  const rounds = [[join('ann')], [again, join('bob')], [leave('bob')], [sync('ann')]];
  const records: HistoryRecord[] = [
    sent(0, rounds[0]?.[0] ?? again),
    { kind: 'skipped', at: 0, seat: 'ann', round: 1, action: again, why: 'it is in a room' },
    sent(1, rounds[1]?.[1] ?? again),
    sent(2, rounds[2]?.[0] ?? again),
    { kind: 'seen', at: 0, seat: 'ann', connection: 1, observation: { kind: 'accepted' } },
    sent(3, rounds[3]?.[0] ?? again),
  ];
  const scenario = { seats: [host('ann'), attendee('bob')], rounds };
  const history = { scenario, records, settled: 'fenced' } as unknown as History;
  const trimmed = (index: number) => withoutPart(scenario, superfluous(history, index));
  expect(trimmed(4).rounds).toEqual([[join('ann')], [join('bob')], [leave('bob')]]);
  expect(trimmed(records.length).rounds).toHaveLength(4);
});
