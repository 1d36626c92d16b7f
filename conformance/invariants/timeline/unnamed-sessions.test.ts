import { expect, test } from 'vitest';
import type { HistoryRecord } from '../../exchange/history.js';
import { silentJoined } from '../../exchange/observation.js';
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
