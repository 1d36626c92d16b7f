import { describe, expect, test } from 'vitest';
import type { History } from '../../exchange/history.js';
import { parseExample } from '../../exchange/notation/index.js';
import { judge } from '../index.js';
import { read } from './read.js';

const head = (features = 'extended_codes remove resume room_order operator') => `# what the suite did
clauses   request.answered
features  ${features}
window    ${features.includes('resume') ? 30000 : 0}
seats     ann:host bob:attendee

round 1
ann > join blue
ann < joined blue$1 ann#1
round 2
`;

const historyOf = (lines: readonly string[], features?: string): History => ({
  ...parseExample(head(features) + lines.join('\n')).history,
  settled: 'quiet',
});

describe('what had no answer in its time is missing, at the place where that was noted,', () => {
  const missing = (...lines: readonly string[]) =>
    judge(historyOf(lines))
      .violations.filter(({ clause }) => clause === 'request.answered')
      .map(({ index, allowed, missing: isMissing }) => ({ index, allowed, isMissing }));
  const lack = (index: number, allowed: string) => [{ index, allowed, isMissing: true }];

  test.each([
    ['a request', ['ann > sync', 'ann ! overdue sync req=1'], lack(3, 'one answer to the Sync [1] by ann#1')],
    [
      'the first time that it is noted',
      ['ann > sync', 'ann ! overdue sync req=1', 'ann ! overdue sync req=1'],
      lack(3, 'one answer to the Sync [1] by ann#1'),
    ],
    [
      'one of two requests',
      ['ann > sync', 'ann > sync', 'ann ! overdue sync req=2'],
      lack(4, 'one answer to the Sync [2] by ann#1'),
    ],
    ['a Join', ['bob > join blue', 'bob ! overdue join blue'], lack(3, 'Joined or Rejected to the Join of bob/1')],
    [
      'a Resume',
      ['ann > cut', 'ann/2 > resume', 'ann/2 ! overdue resume'],
      lack(4, 'Resumed, RoomLeft or Rejected to the Resume of ann/2'),
    ],
    [
      'a call',
      ['operator > endMeeting blue', 'operator ! overdue endMeeting blue'],
      lack(3, 'an answer to EndMeeting blue$1'),
    ],
    [
      'one of two calls',
      ['operator > closeRoom blue', 'operator/2 > endMeeting blue', 'operator/2 ! overdue endMeeting blue'],
      lack(4, 'an answer to EndMeeting blue$1'),
    ],
    ['nothing that came', ['ann > sync', 'ann < accepted re=1', 'ann ! overdue sync req=1'], []],
    ['nothing where nobody noted it', ['ann > sync'], []],
  ] as const)('%s', (_, lines, found) => {
    expect(missing(...lines)).toEqual(found);
  });
});

describe('what has no sense on a connection', () => {
  const losses = (lines: readonly string[], features?: string) =>
    read(historyOf(lines, features)).facts.connections.map(({ name, losses: all }) => [
      name,
      ...all.map(({ how, frame }) => [how, frame]),
    ]);
  const again = ['malformed', 'join-again'];

  test.each([
    ['a Join where one was taken', ['ann > join red'], undefined, [['ann/1', again]]],
    ['a repeated Join there', ['ann > repeat'], undefined, [['ann/1', again]]],
    ['a Resume there', ['ann > resume'], undefined, [['ann/1', again]]],
    [
      'a Join that was sent before the first one was answered',
      ['bob > join blue', 'bob > join red', 'bob < joined blue$1 bob#1 with ann#1:host'],
      undefined,
      [['ann/1'], ['bob/1', again]],
    ],
    [
      'but no Join behind one that was refused',
      ['bob > join blue', 'bob < rejected resource_exhausted', 'bob > join blue'],
      undefined,
      [['ann/1'], ['bob/1']],
    ],
    [
      'a Resume, where that is no kind of message',
      ['ann > cut', 'ann/2 > resume made-up'],
      'remove',
      [
        ['ann/1', ['cut', undefined]],
        ['ann/2', ['malformed', 'request-first']],
      ],
    ],
  ] as const)('%s: the server may end it', (_, lines, features, found) => {
    expect(losses(lines, features)).toEqual(found);
  });

  test.each([
    ['without resume a repeated Join is another one', 'remove', 2],
    ['with resume it is the same once more', 'resume', 1],
  ])('%s', (_, features, count) => {
    const { facts } = read(historyOf(['ann > cut', 'ann/2 > repeat'], features));
    expect(facts.roomObjects.map(({ room }) => room)).toEqual(Array(count).fill('blue'));
    expect(facts.entries.map(({ room }) => room)).toEqual(Array(count).fill('blue'));
  });

  test('a surplus Join is no way into its room', () => {
    const { facts } = read(
      historyOf(['bob > join blue', 'bob > join red', 'bob < joined blue$1 bob#1 with ann#1:host']),
    );
    expect(facts.entries.map(({ room }) => room)).toEqual(['blue', 'blue']);
    expect(facts.roomObjects.map(({ room }) => room)).toEqual(['blue', 'blue']);
    expect(facts.rooms.get('red')?.entries ?? []).toEqual([]);
  });
});

describe('of a connection that is kept still', () => {
  const spoke = (...lines: readonly string[]) => read(historyOf(lines)).facts.connections[0];

  test('what it sends before it heals is no sign of life', () => {
    expect(spoke('ann > sync', 'ann > freeze', 'ann > sync')?.spoke).toBe(2);
    expect(spoke('ann > sync', 'ann > freeze', 'ann > sync', 'ann > heal')?.spoke).toBe(5);
    expect(spoke('ann > freeze', 'ann > heal', 'ann > sync')?.spoke).toBe(4);
  });

  test('where it began, and when it was heard before that', () => {
    expect(spoke('ann > sync', 'ann > freeze', 'ann > sync', 'ann > heal')?.froze).toEqual({
      index: 3,
      heard: 2,
      healed: 5,
    });
  });

  test('one who falls silent says nothing by it', () => {
    expect(spoke('ann > sync', 'ann > mute')?.spoke).toBe(2);
  });
});

test('every connection that is open breaks off when the server is started again', () => {
  const lines = [
    'bob > join blue',
    'bob < joined blue$1 bob#1 with ann#1:host',
    'ann < closed 1006',
    'server > restart',
  ];
  const { facts } = read(historyOf(lines));
  expect(facts.restarts).toEqual([5]);
  expect(facts.connections.map(({ losses }) => losses)).toEqual([[], [{ index: 5, how: 'restart' }]]);
});
