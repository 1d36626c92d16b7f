import { expect, test } from 'vitest';
import { meetingOf } from '../meeting.test.helper.js';
import { Presence } from './presence.js';

const presenceAfter = (...lines: string[]): Presence => {
  const { records, scenario } = meetingOf(['features  extended_codes remove switch'], ...lines);
  return new Presence(records, scenario.seats);
};
const dueAfter = (...lines: string[]): boolean => presenceAfter(...lines).lossesDue();
const goodbyeDueAfter = (...lines: string[]): boolean => presenceAfter(...lines).goodbyesDue();

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

test('a close with 4101 alone says goodbye: its departure hangs on no window', () => {
  expect(goodbyeDueAfter('bob > close 1001')).toBe(false);
  expect(goodbyeDueAfter('bob > close 4101')).toBe(true);
  expect(goodbyeDueAfter('bob > close 4101', 'ann < participantLeft bob#1 1101')).toBe(false);
});

test('a goodbye is due too for a switch of which the client was told nothing any more', () => {
  const switched = ['bob > switch blue', 'bob > close 4101'];
  expect(goodbyeDueAfter(...switched, 'ann < participantLeft bob#1 1005')).toBe(true);
});

test('a goodbye is due too where others are shown somebody whom its own client never heard of', () => {
  const refused = ['bob > switch blue', 'bob < rejected unavailable re=1', 'bob > close 4101'];
  expect(goodbyeDueAfter(...refused, 'ann < participantLeft bob#1 1101')).toBe(false);
  expect(
    goodbyeDueAfter(...refused, 'ann < participantLeft bob#1 1005', 'ann < participantJoined bob#2:attendee'),
  ).toBe(true);
});
