import { expect, test } from 'vitest';
import type { History } from '../../exchange/history.js';
import { fence, meetingOf } from '../meeting.test.helper.js';
import { judgeHistory } from './judge.js';

const declared = ['features  extended_codes remove resume', 'window    300'];

/** Bob has closed with 4101, and ann's fence is answered so many milliseconds later; nobody has told her of bob. */
function fencedAfter(ms: number, ...lines: readonly string[]): History {
  const { records, ...rest } = meetingOf(declared, 'bob > close 4101', ...lines, ...fence);
  const closed = records.findIndex((record) => record.kind === 'sent' && record.action.kind === 'close');
  return { ...rest, records: records.map((record, index) => ({ ...record, at: index > closed ? ms : 0 })) };
}

test('a close that says goodbye may be noticed for a second, whatever the fence says', () => {
  expect(judgeHistory(fencedAfter(900)).kind).toBe('pass');
  expect(judgeHistory(fencedAfter(900, 'ann < participantLeft bob#1 1101')).kind).toBe('pass');
});

test('after that it must have been taken as a Leave', () => {
  expect(judgeHistory(fencedAfter(1_500))).toMatchObject({ kind: 'fail', fault: { clause: 'connection.goodbye' } });
});
