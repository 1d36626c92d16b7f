import { expect, test } from 'vitest';
import { join, leave, listener } from '../../../exchange/scenario.js';
import { calls, ended, heard, type Line, opened, said, saidJoined, story, told } from '../story.test.helper.js';
import { countLives, livesOf } from './lives.js';

const over: Line = told({ event: 'roomLeft', reason: { code: 1101, type: 'MANUAL_LEAVE_CALLED', source: 'SERVER' } });
const first: readonly Line[] = [
  calls(join('ann')),
  opened(1),
  heard('join', { joinId: 'one' }),
  saidJoined(),
  ended(1),
];

const ofLines = (...lines: readonly Line[]) => livesOf(story(lines));

test('each Join of the application begins another room object', () => {
  const lines = [...first, calls(leave('ann')), over, ended(2), calls(join('ann')), opened(2), heard('join', {}, 2)];
  expect(ofLines(...lines)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1]);
  expect(countLives(story(lines))).toBe(2);
});

test('a connection that was opened before belongs to the room object before', () => {
  const lines = [...first, over, calls(join('ann')), opened(2), heard('leave', { request: 1 })];
  expect(ofLines(...lines).at(-1)).toBe(0);
});

test('a later connection belongs to the room object whose token it presents', () => {
  const lines = [...first, over, calls(join('ann')), opened(2), heard('resume', { token: 'token-1' }, 2)];
  expect(ofLines(...lines).slice(-2)).toEqual([0, 0]);
});

test('a token that is given again later is that of the first who was given it', () => {
  const later = said('joined', { sequence: 1, token: 'token-1' }, 2);
  const lines = [
    ...first,
    over,
    calls(join('ann')),
    opened(2),
    later,
    opened(3),
    heard('resume', { token: 'token-1' }, 3),
  ];
  expect(ofLines(...lines).slice(-2)).toEqual([0, 0]);
});

test('a call that ends after the next Join was one of the room object before', () => {
  const lines = [...first, calls(leave('ann')), over, calls(join('ann')), ended(2), ended(3)];
  expect(ofLines(...lines).slice(-3)).toEqual([1, 0, 1]);
});

test('a Join from inside the listener of roomLeft may be heard before the listener is known to be called', () => {
  const inside = [calls(listener('ann', 'roomLeft', 'join')), opened(2), heard('join', { joinId: 'two' }, 2)];
  const lines = [...first, ...inside, over, calls(join('ann')), saidJoined({ token: 'token-2' }, 2)];
  expect(ofLines(...lines)).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 0, 1, 1]);
  expect(ofLines(...first, opened(2), heard('join', { joinId: 'two' }, 2)).slice(-2)).toEqual([0, 0]);
});

test('a history without a Join is that of one room object', () => {
  expect(countLives(story([opened(1)]))).toBe(1);
  expect(ofLines(opened(1))).toEqual([0]);
});
