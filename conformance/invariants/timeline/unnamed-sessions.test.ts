import { expect, test } from 'vitest';
import type { History, HistoryRecord } from '../../exchange/history.js';
import { parseExample } from '../../exchange/notation/index.js';
import { silentJoined } from '../../exchange/observation.js';
import { explain } from '../../oracle/explain.js';
import { judge } from '../index.js';
import { openings } from './unnamed-sessions.js';

const joins = (...shown: readonly (readonly [seat: string, room: string, id: string, roster: readonly string[]])[]) =>
  shown.flatMap(([seat, room, participation, roster], index): HistoryRecord[] => {
    const member = (id: string) => ({ participant: id, participation: id, role: 'host' as const });
    const stamp = { at: 0, seat, connection: index + 1 };
    const joined = { ...silentJoined, kind: 'joined' as const, participation, roster: roster.map(member) };
    return [
      { ...stamp, kind: 'sent', round: 0, action: { kind: 'join', seat, room } },
      { ...stamp, kind: 'seen', observation: joined },
    ];
  });

const sessions = (records: readonly HistoryRecord[]) => [...openings(records).values()];

test('those whom a roster links share an opening, in whatever order they were shown', () => {
  const [ann, bob, cyd] = sessions(
    joins(['ann', 'blue', 'ann#1', ['cyd#1']], ['bob', 'blue', 'bob#1', ['ann#1']], ['cyd', 'blue', 'cyd#1', []]),
  );
  expect(new Set([ann, bob, cyd]).size).toBe(1);
});

test('an empty roster begins another one, and so does another room', () => {
  const records = joins(['ann', 'blue', 'ann#1', []], ['ann', 'blue', 'ann#2', []], ['bob', 'green', 'bob#1', []]);
  expect(new Set(sessions(records)).size).toBe(3);
});

/** As a system shows it that does not name its sessions. */
const unnamed = (history: History): History => ({
  ...history,
  records: history.records.map((record) =>
    record.kind === 'seen' && record.observation.kind === 'joined'
      ? { ...record, observation: { ...record.observation, session: '' } }
      : record,
  ),
});

const changesItsDevice = (then: string) => `# The last one changes its device
clauses   join.replace-one-step
features  extended_codes replace
window    0
seats     ann:host phone=ann:host

round 1
ann > join blue
ann < joined blue$1 ann#1
round 2
phone > join blue
ann < roomLeft 1011
ann < closed 4011
phone < joined ${then} ann=phone#1
fence
phone > sync
phone < accepted re=1
`;

test('one who replaces itself where nobody else is has an empty roster, and is in no other session for that', () => {
  const history = unnamed(parseExample(changesItsDevice('blue$1')).history);
  expect(judge(history).violations).toEqual([]);
  expect(explain(history)).toMatchObject({ kind: 'explained' });
});

test('where sessions have names, another one is seen', () => {
  const { history } = parseExample(changesItsDevice('blue$2'));
  expect(judge(history).violations.map(({ clause }) => clause)).toContain('join.replace-one-step');
});
