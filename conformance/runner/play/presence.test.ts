import { expect, test } from 'vitest';
import { meetingOf } from '../meeting.test.helper.js';
import { Presence } from './presence.js';

const dueAfter = (...lines: string[]): boolean => {
  const { records, scenario } = meetingOf(['features  extended_codes remove switch'], ...lines);
  return new Presence(records, scenario.seats).lossesDue();
};

test('a departure by a close is due until the others are told of it', () => {
  expect(dueAfter('ann > sync', 'ann < accepted re=1')).toBe(false);
  expect(dueAfter('bob > close 4101')).toBe(true);
  expect(dueAfter('bob > close 4101', 'ann < participantLeft bob#1 1101')).toBe(false);
});

test('it is due too where the answer to a switch still arrives over the closed connection', () => {
  const switched = ['bob > switch blue', 'bob > close 4101', 'bob < joined blue$1 bob#2 with ann#1:host re=1'];
  const seen = ['ann < participantLeft bob#1 1005', 'ann < participantJoined bob#2:attendee'];
  expect(dueAfter(...switched, ...seen)).toBe(true);
  expect(dueAfter(...switched, ...seen, 'ann < participantLeft bob#2 1101')).toBe(false);
});
