import { expect, it } from 'vitest';
import { attendee, type History, type HistoryRecord, host, join, leave, sync } from '../../exchange/index.js';
import { tidied } from './tidy.js';

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
  expect(tidied(history, 4).rounds).toEqual([[join('ann')], [join('bob')], [leave('bob')]]);
  expect(tidied(history, records.length).rounds).toHaveLength(4);
});
