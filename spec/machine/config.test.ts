import { expect, test } from 'vitest';
import { configOf } from './config.js';
import { Meeting } from './testing/meeting.js';

/** What is asked of a server, and how a server answers that does not declare it. */
const undeclared: readonly (readonly [string, (room: Meeting) => string[], string])[] = [
  ['switch', (room) => room.switch('bob', 'green'), 'bob 2 rejected unimplemented to 1'],
  ['viewer', (room) => room.ask('bob', { kind: 'mode', viewer: true }), 'bob 2 rejected unimplemented to 1'],
  ['relay', (room) => room.operate('stopMediaRelay', ['bob']), 'call 0 rejected unimplemented'],
  ['replace', (room) => room.join('bob2'), 'bob2 0 rejected already_exists'],
  ['resumeWindowMs', (room) => room.resume('bob2', 'bob.token', 1), 'bob2 closed 1002'],
];

test.each(undeclared)(
  'a server does without %s where nothing else is said, and otherwise where it is',
  (name, act, answer) => {
    const without = new Meeting(configOf());
    without.join('bob');
    expect(act(without)).toEqual([answer]);
    const declared = new Meeting(configOf({ [name]: name === 'resumeWindowMs' ? 1000 : true }));
    declared.join('bob');
    expect(act(declared)).not.toContain(answer);
  },
);

test('a server has its extended codes and Remove where nothing else is said', () => {
  const room = new Meeting(configOf({ switch: true }));
  room.join('ann');
  room.join('bob');
  expect(room.ask('bob', 'leave')).toContain('ann 3 -bob 1101');
  room.join('cyd');
  expect(room.ask('ann', { kind: 'remove', target: 'cyd' })).toContain('ann 5 -cyd 1002');
});
