/** Since when a session has ended, for whom, and what may have ended one participation alone. */
import { describe, expect, test } from 'vitest';
import { parseExample } from '../../exchange/notation/index.js';
import { judge } from '../index.js';

const HEAD = `# a meeting is ended
clauses   end.new-session
features  extended_codes remove operator room_order
window    0
seats     ann:host hal:host bob:attendee cid:attendee dan:host

round 1
ann > join blue
ann < joined blue$1 ann#1
dan > join red
dan < joined red$1 dan#1
round 2
bob > join blue
bob < joined blue$1 bob#1 with ann#1:host
ann < participantJoined bob#1:attendee
round 3
`;

const judged = (lines: readonly string[], settled: 'quiet' | 'fenced' = 'quiet') =>
  judge({ ...parseExample(HEAD + lines.join('\n')).history, settled }).violations;

const end = ['ann > end', 'ann < roomLeft 1008 re=1', 'ann < closed 4008'];
const bobToo = ['bob < roomLeft 1008', 'bob < closed 4008'];
const comes = (session: string) => ['cid > join blue', `cid < joined ${session} cid#1`];

describe('who joins behind the end of a session', () => {
  const isAccused = (...lines: readonly string[]) => judged(lines).some(({ clause }) => clause === 'end.new-session');

  test.each([
    ['is in it again', [...end, ...bobToo, ...comes('blue$1')], true],
    ['is in a new one', [...end, ...bobToo, ...comes('blue$2')], false],
    [
      'has asked before it',
      [...end.slice(0, 1), ...comes('blue$1').slice(0, 1), ...end.slice(1), ...bobToo, ...comes('blue$1').slice(1)],
      false,
    ],
    ['is not alone: somebody was left behind in it', [...end, ...comes('blue$1')], false],
    [
      'is in it when the one who was left behind is removed',
      [...end, 'operator > removeParticipant blue bob', 'bob < roomLeft 1010', ...comes('blue$1')],
      false,
    ],
    ['is in it when the other one was lost', [...end, 'bob > cut', ...comes('blue$1')], true],
    [
      'is in it when nothing but an End that was refused came before',
      ['bob > end', 'bob < rejected permission_denied re=1', ...comes('blue$1')],
      false,
    ],
  ])('%s', (_, lines, isWrong) => {
    expect(isAccused(...lines)).toBe(isWrong);
  });
});

describe('somebody is left behind', () => {
  const said = (lines: readonly string[], settled?: 'quiet' | 'fenced') =>
    judged(lines, settled)
      .filter(({ clause }) => clause === 'end.everyone')
      .map(({ allowed, seen }) => `${allowed}: ${seen}`);

  test.each([
    [
      'who leaves later',
      [...end, 'bob > leave', 'bob < roomLeft 1101 re=1'],
      ['RoomLeft 1008 to bob#1: RoomLeft 1101 to bob#1'],
    ],
    [
      'who is answered later',
      [...end, 'bob > sync', 'bob < accepted re=1', 'bob > leave', 'bob < roomLeft 1101 re=2'],
      ['RoomLeft 1008 to bob#1: none, and nothing earlier is still to come'],
    ],
    ['who was leaving before', [end[0] as string, 'bob > leave', ...end.slice(1), 'bob < roomLeft 1101 re=1'], []],
    ['or may not have been told yet', end, []],
  ])('%s', (_, lines, words) => {
    expect(said(lines)).toEqual(words);
  });

  test('when everything has come', () => {
    expect(said(end, 'fenced')).toEqual(['RoomLeft 1008 to bob#1: none']);
    expect(said([...end, ...bobToo], 'fenced')).toEqual([]);
  });
});

describe('a removal by somebody of whom nothing was shown', () => {
  const isFounded = (...lines: readonly string[]) =>
    !judged([...lines, 'ann < participantLeft bob#1 1002']).some(({ clause }) => clause === 'reason.true');

  test.each([
    ['a host who has asked to come in may have come', ['hal > join blue', 'hal > remove bob'], true],
    ['an attendee may not remove anybody', ['cid > join blue', 'cid > remove bob'], false],
    ['nor may a host who has asked for another room', ['hal > join green', 'hal > remove bob#1'], false],
    [
      'nor one who was turned away',
      ['hal > join blue', 'hal < rejected resource_exhausted', 'hal > remove bob'],
      false,
    ],
    ['nor one who is in another room', ['dan > remove bob#1'], false],
    ['nor one who was refused', ['ann > remove bob', 'ann < rejected not_found re=1'], false],
    ['nor one who cannot be read any more', ['ann > malformed undecodable', 'ann > remove bob'], false],
    ['a host who is there may', ['ann > remove bob'], true],
  ])('%s', (_, lines, founded) => {
    expect(isFounded(...lines)).toBe(founded);
  });
});
