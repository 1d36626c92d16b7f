import { expect, test } from 'vitest';
import { type DescribedObservation, describeObservation, describeReason } from './describe.js';

const joined = {
  kind: 'joined',
  participation: 'bob#1',
  session: 'blue$1',
  roster: [{ participation: 'ann#1' }, { participation: 'cyd#1' }],
} as const;

test.each<[DescribedObservation, string]>([
  [joined, 'Joined bob#1 (with ann#1, cyd#1)'],
  [{ ...joined, roster: [] }, 'Joined bob#1'],
  [{ kind: 'resumed', lastRequest: 2 }, 'Resumed'],
  [{ kind: 'heartbeat' }, 'Heartbeat'],
  [{ kind: 'accepted', replyTo: 2, sequence: 3 }, 'Accepted'],
  [{ kind: 'rejected', code: 'not_found', replyTo: 0 }, 'Rejected not_found'],
  [{ kind: 'participantJoined', member: { participation: 'bob#1' } }, 'ParticipantJoined bob#1'],
  [{ kind: 'participantLeft', participation: 'bob#1', reason: [1101] }, 'ParticipantLeft bob#1 1101'],
  [{ kind: 'roomLeft', reason: ['absent'] }, 'RoomLeft no reason'],
  [{ kind: 'closed', code: 4101 }, 'close 4101'],
  [{ kind: 'invalid', what: 'not a message' }, 'unreadable: not a message'],
])('%j', (seen, words) => {
  expect(describeObservation(seen)).toBe(words);
});

test('says more where it is asked to', () => {
  const all = { session: true, replyTo: true, sequence: true, lastRequest: true };
  expect(describeObservation(joined, all)).toBe('Joined bob#1 in blue$1 (with ann#1, cyd#1)');
  expect(describeObservation({ kind: 'resumed', lastRequest: 0 }, all)).toBe('Resumed (taken up 0)');
  expect(describeObservation({ kind: 'accepted', replyTo: 2, sequence: 3 }, all)).toBe('Accepted [2] seq 3');
  expect(describeObservation({ kind: 'rejected', code: 'not_found', replyTo: 0 }, all)).toBe('Rejected not_found');
  expect(describeObservation({ kind: 'accepted', replyTo: 0 }, all)).toBe('Accepted [0]');
});

test('names all codes that a merged reason may stand for', () => {
  expect(describeReason([1001, 'absent'])).toBe('1001|no reason');
});
