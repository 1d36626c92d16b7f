import { describe, expect, test } from 'vitest';
import { attendee, host, join, type Scenario } from '../../exchange/scenario.js';
import { type KnownEntry, readKnownFailing, writeKnownFailing } from './file.js';

const scenario: Scenario = { seats: [host('ann'), attendee('bob')], rounds: [[join('ann')], [join('bob')]] };
const entry = (caseId: string, more: Partial<KnownEntry> = {}): KnownEntry => ({
  ...{ caseId, clause: 'departure.once', reason: '', fails: 3, of: 8, atOnce: 8, scenario, ...more },
});
const known = {
  seed: 7,
  entries: [
    entry('server/leave', { reason: 'ticket 12, "soon"' }),
    entry('server/remove'),
    entry('server/remove', { clause: 'reason.true' }),
  ],
};

test('what is written is read again', () => {
  expect(readKnownFailing(writeKnownFailing(known))).toEqual(known);
  expect(readKnownFailing(writeKnownFailing({ seed: 1, entries: [] }))).toEqual({ seed: 1, entries: [] });
});

test('is in one order, whatever the run found first, so that a diff shows what has changed', () => {
  expect(writeKnownFailing({ ...known, entries: known.entries.toReversed() })).toBe(writeKnownFailing(known));
});

test('has the case, the clause and the reason where people look, and the scenario on one line', () => {
  const lines = writeKnownFailing(known).split('\n');
  expect(lines.slice(4, 8).map((line) => line.trim())).toEqual([
    '{',
    '"case": "server/leave",',
    '"clause": "departure.once",',
    '"reason": "ticket 12, \\"soon\\"",',
  ]);
  expect(lines.filter((line) => line.includes('"scenario"'))).toHaveLength(3);
});

describe('says where it is wrong', () => {
  const one = JSON.parse(writeKnownFailing({ ...known, entries: known.entries.slice(0, 1) }));
  const [first] = one.failures;
  test.each([
    ['{"seed":', 'it is not JSON'],
    ['[]', 'the file is not an object'],
    ['{"seed": 1}', '"failures" is not a list'],
    ['{"failures": []}', '"seed" of the file is not a whole number'],
    [{ ...one, failures: [3] }, 'failures[0] is not an object'],
    [{ ...one, failures: [{ ...first, case: 'server/gone' }] }, 'failures[0] names "server/gone", which is no case'],
    [{ ...one, failures: [{ ...first, clause: 'a.b' }] }, 'failures[0] names "a.b", which is no clause'],
    [{ ...one, failures: [{ ...first, reason: undefined }] }, '"reason" of failures[0] is not a text'],
    [{ ...one, failures: [{ ...first, fails: '3' }] }, '"fails" of failures[0] is not a whole number'],
    [{ ...one, failures: [{ ...first, scenario: { seatz: [] } }] }, 'the scenario of failures[0] cannot be read'],
    [{ ...one, failures: [first, first] }, 'failures[1] names departure.once of server/leave a second time'],
  ])('%j', (file, words) => {
    expect(() => readKnownFailing(typeof file === 'string' ? file : JSON.stringify(file))).toThrow(words);
  });
});
