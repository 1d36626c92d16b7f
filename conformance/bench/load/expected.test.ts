import { describe, expect, test } from 'vitest';
import { expectedOf, messagesIn } from './expected.js';
import { differences } from './tally.js';

const sum = (size: number, what: string): number =>
  expectedOf(size).tallies.reduce((all, tally) => all + (tally.get(what) ?? 0), 0);

describe('a room of ten from which one leaves, one is removed and the rest is ended', () => {
  test('has a place for each', () => {
    expect(expectedOf(10).tallies).toHaveLength(10);
    expect(expectedOf(10).others).toBe(9);
  });

  test('tells nine of the one who left, and eight of the one who was removed', () => {
    expect(sum(10, 'participantLeft 1101')).toBe(9);
    expect(sum(10, 'participantLeft 1002')).toBe(8);
  });

  test('tells everybody once that it is out, and closes by the same code', () => {
    for (const [code, count] of [
      [1101, 1],
      [1002, 1],
      [1008, 8],
    ] as const) {
      expect(sum(10, `roomLeft ${code}`)).toBe(count);
      expect(sum(10, `close ${3000 + code}`)).toBe(count);
    }
  });

  test('takes 45 announcements, 10 Joined, 17 ParticipantLeft, 10 RoomLeft and 1 Accepted', () => {
    expect(messagesIn(10)).toBe(45 + 10 + 17 + 10 + 1);
  });
});

test('the smallest room has a host, one who is removed and one who leaves', () => {
  expect(expectedOf(3).tallies).toHaveLength(3);
  expect(messagesIn(3)).toBe(3 + 3 + 3 + 3 + 1);
});

test('what is missing and what is too much are both differences', () => {
  const expected = new Map([
    ['joined', 1],
    ['accepted', 2],
  ]);
  const seen = new Map([
    ['joined', 1],
    ['accepted', 1],
    ['heartbeat', 1],
  ]);
  expect(differences('ann', expected, seen)).toEqual(['ann: 1 times accepted, not 2', 'ann: 1 times heartbeat, not 0']);
  expect(differences('ann', expected, expected)).toEqual([]);
});
