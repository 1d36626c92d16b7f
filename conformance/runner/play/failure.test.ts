import { expect, test } from 'vitest';
import type { History } from '../../exchange/history.js';
import { parseExample } from '../../exchange/notation/index.js';
import { explainedPart, judgeHistory } from './judge.js';

const { history } = parseExample(`clauses leave.answered
features extended_codes
seats ann:host bob:attendee
round 1
ann > join blue
ann < joined blue$1 ann#1
bob > join blue
bob < joined blue$1 bob#1 with ann#1:host
ann < participantJoined bob#1:attendee
round 2
bob > leave
bob < roomLeft 1101 re=1
ann < participantLeft bob#1 1101
bob < closed 4101
fence
ann > sync
ann < accepted re=1
`);

const partOf = (one: History) => explainedPart({ history: one, judgement: judgeHistory(one) });

test('is what the oracle explains before what it refutes', () => {
  const records = history.records.filter(
    ({ kind, seat }, index) => !(kind === 'seen' && seat === 'ann' && index === 7),
  );
  expect(judgeHistory({ ...history, records }).kind).toBe('fail');
  expect(partOf({ ...history, records })).toEqual({
    explained: 9,
    state: ['room blue, session blue$1: ann#1 (host)', 'sent, and not taken up yet: Sync of ann'],
  });
});

test('is left out where the invariants alone accuse: of a close that is only late', () => {
  const records = history.records.map((record, index) => (index >= 8 ? { ...record, at: record.at + 60_000 } : record));
  expect(judgeHistory({ ...history, records })).toMatchObject({ kind: 'fail', fault: { clause: 'close.follows' } });
  expect(partOf({ ...history, records })).toEqual({});
});
