import { expect, test } from 'vitest';
import { parseExample } from '../exchange/notation/index.js';
import { judge } from './index.js';

const HEAD = `# silence
clauses   heartbeat.timeout
features  extended_codes remove resume room_order
window    300
heartbeat 500 1500
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

/** The clauses that a history breaks; each line behind the head begins with when it happened, in milliseconds. */
function broken(...lines: string[]) {
  const times = lines.map((line) => Number(line.split(' ')[0]));
  const { history } = parseExample(HEAD + lines.map((line) => line.replace(/^\d+ /, '')).join('\n'));
  const records = history.records.map((record, index) => ({ ...record, at: times[index - 5] ?? index }));
  return judge({ ...history, profile: { ...history.profile, slackMs: 250 }, records });
}

const clauses = (...lines: string[]) => broken(...lines).violations.map(({ clause }) => clause);

test('Heartbeat may come at any time of each interval, and must come', () => {
  const beaten = ['400 ann < heartbeat', '1390 ann < heartbeat', '400 bob < heartbeat', '1300 bob < heartbeat'];
  const end = ['1500 ann > sync', '1510 ann < accepted re=1'];
  expect(clauses(...beaten, ...end)).toEqual([]);
  expect(broken(...beaten, ...end).checks.get('heartbeat.sent')).toBeGreaterThan(0);
  expect(clauses(...beaten.slice(1), ...end)).toContain('heartbeat.sent');
});

const frozen = ['10 bob > freeze'];
const beats = [500, 1000, 1500].map((at) => `${at} ann < heartbeat`);

test('a silence is a loss when the timeout is over, and a departure after the window', () => {
  const rest = (at: number) => [
    `${at} ann < participantLeft bob#1 1001`,
    `${at} ann > sync`,
    `${at} ann < accepted re=1`,
  ];
  expect(clauses(...frozen, ...beats, ...rest(1_900))).toEqual([]);
  expect(clauses(...frozen, ...beats, ...rest(1_600))).toContain('connection.lost-in-time');
  const more = [2000, 2500, 3000, 3500, 4000, 4500].map((at) => `${at} ann < heartbeat`);
  expect(clauses(...frozen, ...beats, ...more, ...rest(4_600))).toEqual(['connection.lost-in-time']);
});

test('anybody who heals in time must not have been hung up on', () => {
  const healed = (at: number) => [...frozen, `${at} bob > heal`, `${at + 5} bob < closed 1006`];
  expect(clauses(...healed(700))).toContain('heartbeat.timeout');
  expect(clauses(...healed(1_700))).not.toContain('heartbeat.timeout');
});

test('a lost connection is closed, and nothing more is taken up from it', () => {
  const told = [...frozen, ...beats, '1900 ann < participantLeft bob#1 1001', '1950 bob > sync', '2000 bob > heal'];
  expect(clauses(...told, '2010 bob < closed 1006')).toEqual([]);
  expect(clauses(...told)).toContain('connection.declared-lost');
  expect(clauses(...told, '2010 bob < accepted re=1')).toContain('connection.declared-lost');
});
