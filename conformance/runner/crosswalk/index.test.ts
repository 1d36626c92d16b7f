import { expect, test } from 'vitest';
import type { History } from '../../exchange/history.js';
import { fence, meetingOf } from '../meeting.test.helper.js';
import { newCrosswalkTally } from './index.js';

/** Bob leaves, and each is told so long after it. */
function leaving(ownMs: number, otherMs: number, code = '1101'): History {
  const lines = ['bob > leave', `bob < roomLeft ${code} re=1`, `ann < participantLeft bob#1 ${code}`, ...fence];
  const history = meetingOf(['features  extended_codes remove', 'window    0'], ...lines);
  const at = (record: History['records'][number]) => {
    if (record.kind !== 'seen') return 0;
    if (record.observation.kind === 'roomLeft') return ownMs;
    return record.observation.kind === 'participantLeft' ? otherMs : 0;
  };
  return { ...history, records: history.records.map((record) => ({ ...record, at: at(record) })) };
}

test('the rows of a run have how often, the median and the most', () => {
  const tally = newCrosswalkTally();
  for (const ms of [9, 1, 5, 30]) tally.add(leaving(ms, 2 * ms));
  tally.add(leaving(7, 7, '1002'));
  expect(tally.rows()).toEqual([
    { cause: 'own-leave', listener: 'leaver', means: [1101], times: 4, medianMs: 5, mostMs: 30 },
    { cause: 'own-leave', listener: 'leaver', means: [1002], times: 1, medianMs: 7, mostMs: 7 },
    { cause: 'own-leave', listener: 'others', means: [1101], times: 4, medianMs: 10, mostMs: 60 },
    { cause: 'own-leave', listener: 'others', means: [1002], times: 1, medianMs: 7, mostMs: 7 },
  ]);
});

test('the order in which plays end does not matter', () => {
  const plays = [leaving(1, 2), leaving(3, 4, '1002'), leaving(5, 6), leaving(2, 9, '1007')];
  const rowsOf = (some: readonly History[]) => {
    const tally = newCrosswalkTally();
    for (const history of some) tally.add(history);
    return tally.rows();
  };
  expect(rowsOf(plays.toReversed())).toEqual(rowsOf(plays));
});
