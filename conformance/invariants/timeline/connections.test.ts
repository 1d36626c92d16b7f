/** Which connection counts: what was lost, or asked, on another one has ended nobody. */
import { describe, expect, test } from 'vitest';
import { parseExample } from '../../exchange/notation/index.js';
import { judge } from '../index.js';

const HEAD = `# somebody has several connections
clauses   reason.true
features  extended_codes remove resume switch room_order
window    30000
seats     ann:host bob:attendee

round 1
ann > join blue
ann < joined blue$1 ann#1
round 2
bob > join blue
bob < joined blue$1 bob#1 with ann#1:host
ann < participantJoined bob#1:attendee
round 3
`;

/** Whether the host may have been told of the departure of Bob for a reason. */
function isFounded(lines: readonly string[], reason: number): boolean {
  const { history } = parseExample(`${HEAD}${lines.join('\n')}\nann < participantLeft bob#1 ${reason}`);
  const { violations } = judge({ ...history, settled: 'quiet' });
  return !violations.some(({ clause, seen }) => clause === 'reason.true' && seen.startsWith('ParticipantLeft bob#1'));
}

const back = (connection: number, answer = 'resumed') => [
  `bob/${connection} > resume`,
  `bob/${connection} < ${answer}`,
];

describe('a loss', () => {
  test.each([
    ['of the only connection', ['bob > cut']],
    ['of the one that has taken over', ['bob > cut', ...back(2), 'bob > cut']],
    ['of one that may have taken over', ['bob/2 > resume', 'bob/2 > cut']],
    ['of that, when the next one is turned away', ['bob/2 > resume', 'bob/2 > cut', ...back(3, 'rejected not_found')]],
    ['of the last of three', ['bob/2 > resume', 'bob/2 > cut', ...back(3), 'bob > cut']],
    ['of the first, where the second is turned away', ['bob > cut', ...back(2, 'rejected not_found')]],
    ['which the server has brought about itself', ['bob < closed 1006']],
    ['by a close for another one, where there is none', ['bob < closed 4200']],
    ['by such a close, where the other one came later', ['bob < closed 4200', 'bob/2 > resume']],
    ['by such a close, where it was turned away', [...back(2, 'rejected not_found'), 'bob/1 < closed 4200']],
  ])('%s can have ended it', (_, lines) => {
    expect(isFounded(lines, 1001)).toBe(true);
  });

  test.each([
    ['that never was', []],
    ['before it came back', ['bob > cut', ...back(2)]],
    ['of the old connection, behind that', [...back(2), 'bob/1 > close 4000']],
    ['of one that was turned away', [...back(2, 'rejected not_found'), 'bob/2 > cut']],
    ['of one that may have taken over, before another one has', ['bob/2 > resume', 'bob/2 > cut', ...back(3)]],
    ['by a close for another one', ['bob/2 > resume', 'bob/1 < closed 4200']],
    ['by a close for another one that has taken over', [...back(2), 'bob/1 < closed 4200']],
  ])('%s has not', (_, lines) => {
    expect(isFounded(lines, 1001)).toBe(false);
  });
});

describe('a request without an answer', () => {
  test.each([
    ['on its connection', 1101, ['bob > leave']],
    ['that was sent before the connection was lost', 1101, ['bob > leave', 'bob > cut']],
    ['on the new connection', 1101, [...back(2), 'bob/2 > leave']],
    ['once more on the new connection', 1101, ['bob > leave', 'bob > cut', ...back(2), 'bob/2 > again']],
    ['on one that may take over', 1101, ['bob/2 > resume', 'bob/2 > leave']],
    ['behind a Join too many, which can be read', 1101, ['bob > malformed join-again', 'bob > leave']],
    ['before a frame that cannot be read', 1101, ['bob > leave', 'bob > malformed undecodable']],
    ['to switch', 1005, ['bob > switch red']],
    ['to switch, which was taken up', 1005, ['bob > switch red', 'bob > cut', ...back(2, 'resumed last=1')]],
  ])('%s can have ended it', (_, reason, lines) => {
    expect(isFounded(lines, reason)).toBe(true);
  });

  test.each([
    ['of another kind', 1101, ['bob > sync']],
    ['on the old connection', 1101, ['bob > leave', ...back(2)]],
    ['on one that was turned away', 1101, [...back(2, 'rejected not_found'), 'bob/2 > leave']],
    ['behind a frame that cannot be read', 1101, ['bob > malformed undecodable', 'bob > leave']],
    ['behind a frame of the wrong type', 1101, ['bob > malformed wrong-type', 'bob > leave']],
    ['behind a frame that is too large', 1101, ['bob > malformed oversize', 'bob > leave']],
    ['to switch, which was not taken up', 1005, ['bob > switch red', 'bob > cut', ...back(2)]],
    [
      'to leave, which was taken up: it has its answer',
      1101,
      ['bob > leave', 'bob > cut', ...back(2, 'resumed last=1')],
    ],
    [
      'to switch, which was sent behind what was taken up',
      1005,
      ['bob > sync', 'bob > switch red', 'bob > cut', ...back(2, 'resumed last=1')],
    ],
  ])('%s has not', (_, reason, lines) => {
    expect(isFounded(lines, reason)).toBe(false);
  });
});
