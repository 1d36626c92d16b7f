import { describe, expect, test } from 'vitest';
import type { History } from '../../exchange/history.js';
import { parseExample } from '../../exchange/notation/index.js';
import { judge } from '../index.js';

const head = (window: number) => `# a ghost
clauses   connection.lost-in-time
features  extended_codes remove room_order
window    ${window}
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
const JOINED = 5;

/** The clauses that a history breaks; each line behind the head begins with when it happened, in milliseconds. */
const clauses = (window: number, ...lines: string[]) => judgeAt(head(window), lines);

function judgeAt(text: string, lines: readonly string[], turned = (history: History) => history) {
  const times = lines.map((line) => Number(line.split(' ')[0]));
  const { history } = parseExample(text + lines.map((line) => line.replace(/^\d+ /, '')).join('\n'));
  const records = history.records.map((record, index) => ({ ...record, at: times[index - JOINED] ?? index }));
  const { violations } = judge(turned({ ...history, profile: { ...history.profile, slackMs: 250 }, records }));
  return violations.map(({ clause }) => clause);
}

/** The observer asks, and leaves: at the end of the history it can be told nothing any more. */
const asks = (at: number) => [`${at} ann > sync`, `${at + 5} ann < accepted re=1`];
const leaves = (at: number, request = 2) => [
  `${at} ann > leave`,
  `${at + 5} ann < roomLeft 1101 re=${request}`,
  `${at + 6} ann < closed 4101`,
];
const told = (at: number) => [`${at} ann < participantLeft bob#1 1001`];

describe.each([0, 600])('with a window of %i ms', (window) => {
  const over = 100 + window + 2_000 + 250;

  test('anybody who was answered later was told before', () => {
    expect(clauses(window, '100 bob > cut', ...asks(over + 10), ...leaves(over + 100))).toEqual([
      'connection.lost-in-time',
    ]);
    expect(clauses(window, '100 bob > cut', ...told(window + 200), ...asks(over + 10), ...leaves(over + 100))).toEqual(
      [],
    );
  });

  test('to be told after that is too late', () => {
    expect(clauses(window, '100 bob > cut', ...asks(over + 10), ...told(over + 500), ...leaves(over + 600))).toContain(
      'connection.lost-in-time',
    );
  });

  test('an answer to what was asked before proves nothing', () => {
    expect(clauses(window, '100 bob > cut', ...asks(over - 30), ...leaves(over - 20))).toEqual([]);
  });
});

test('anybody who has left before the time was over has seen no ghost', () => {
  expect(clauses(0, '100 bob > cut', ...leaves(500, 1))).toEqual([]);
});

describe('in a log, whose writer may have seen the loss before the server did,', () => {
  const TIMEOUT = 3_000;
  const over = 100 + 600 + 1_000 + 250;
  const noticed = over + TIMEOUT + 1_000;

  function inLog(timeout: number, ...lines: string[]) {
    const text = head(600).replace('seats', `heartbeat 1000 ${timeout}\nseats`);
    return judgeAt(text, lines, ({ scenario, profile: { heartbeat: _, ...profile }, ...rest }) => ({
      ...rest,
      profile,
      scenario: { ...scenario, rounds: [] },
    }));
  }

  test('the heartbeat timeout counts as well', () => {
    expect(inLog(TIMEOUT, '100 bob > cut', ...asks(over + 10), ...leaves(over + 100))).toEqual([]);
    expect(inLog(TIMEOUT, '100 bob > cut', ...told(noticed - 10), ...leaves(noticed, 1))).toEqual([]);
    expect(inLog(TIMEOUT, '100 bob > cut', ...asks(noticed + 10), ...leaves(noticed + 100))).toEqual([
      'connection.lost-in-time',
    ]);
    expect(inLog(TIMEOUT, '100 bob > cut', ...told(noticed + 10), ...leaves(noticed + 100, 1))).toEqual([
      'connection.lost-in-time',
    ]);
  });

  test('nothing is late where there is no timeout', () => {
    expect(inLog(0, '100 bob > cut', ...asks(60_000), ...leaves(60_100))).toEqual([]);
  });
});
