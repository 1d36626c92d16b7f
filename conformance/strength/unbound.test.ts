/** A connection that has carried nobody for ten seconds is closed, whether or not something was refused on it. */
import { expect, test } from 'vitest';
import { judgeLines } from '../bench/judge/logs.test.helper.js';
import { parseExample } from '../exchange/notation/index.js';
import { judge } from '../invariants/index.js';
import { asks, comes } from '../logs/examples/acts.test.helper.js';
import { MeetingLog, plainly } from '../logs/examples/meeting.test.helper.js';
import { explain } from '../oracle/explain.js';

const text = `# A second Join with the name of somebody who is there
clauses   join.refused-unbound
features  extended_codes room_order
window    0
seats     ann:host phone=ann:host

round 1
ann > join blue
ann < joined blue$1 ann#1
round 2
phone > join blue
phone < rejected already_exists
phone < closed CODE
fence
ann > sync
ann < accepted re=1
`;

/** When its Join was refused, and when it was closed: milliseconds after the Join was sent. */
interface Times {
  readonly refusedMs: number;
  readonly closedMs: number;
}

/** Whether the oracle and the invariants accuse the server that closed the connection with `code`. */
function accused(code: number, { refusedMs, closedMs }: Times) {
  const { history } = parseExample(text.replace('CODE', String(code)));
  const times = [0, 1, 2, 2 + refusedMs];
  const records = history.records.map((record, index) => ({ ...record, at: times[index] ?? 2 + closedMs }));
  const { violations } = judge({ ...history, records });
  return {
    oracle: explain({ ...history, records }).kind === 'refuted',
    invariants: violations.some(({ clause }) => clause === 'join.refused-unbound'),
  };
}

test.each([
  ['ten seconds after it was opened', 1008, { refusedMs: 5, closedMs: 10_000 }, false],
  ['whenever something was refused on it', 1008, { refusedMs: 9_900, closedMs: 10_000 }, false],
  ['not before', 1008, { refusedMs: 5, closedMs: 5_000 }, true],
  ['not as if somebody had left', 4101, { refusedMs: 5, closedMs: 10_000 }, true],
])('it is closed %s', (_, code, times, isAccused) => {
  expect(accused(code, times)).toEqual({ oracle: isAccused, invariants: isAccused });
});

test('a log does not say when it was opened: nobody is accused of that', async () => {
  const found = async (code: number) => {
    const features = plainly.features.filter((feature) => feature !== 'FEATURE_REPLACE');
    const meeting = new MeetingLog({ ...plainly, features });
    const ann = comes(meeting, 1_000, 'ann');
    const connection = meeting.connect();
    const join = { roomId: 'blue', participantId: 'ann', role: 'ROLE_HOST', joinId: 'j9' };
    meeting.line(9_000, connection, { fromClient: { join } });
    meeting.line(9_001, connection, { fromServer: { rejected: { code: 'CODE_ALREADY_EXISTS' } } });
    meeting.line(9_500, connection, { closed: { by: 'CLOSED_BY_SERVER', code } });
    asks(meeting, 10_000, ann);
    const { findings } = await judgeLines(meeting.text.trimEnd().split('\n'));
    return findings.map(({ clause }) => clause);
  };
  expect(await found(1008)).toEqual([]);
  expect(await found(4101)).toContain('join.refused-unbound');
});
