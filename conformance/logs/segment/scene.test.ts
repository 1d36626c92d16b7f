/** The few lines that show a violation, and who is meant by the ids in it. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { judgeBytes } from '../../bench/judge/logs.test.helper.js';
import { idsIn } from './people.js';

const page = readFileSync(new URL('../../../spec/log.md', import.meta.url), 'utf8');
const [, worked = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
const lines = worked.trimEnd().split('\n');
const shownIn = async (text: string) => {
  const { report } = await judgeBytes(Buffer.from(text));
  return report.broken.flatMap(({ first }) => first);
};

describe('the excerpt of a violation', () => {
  it('has lines of the log as they stand there, with whose they are', async () => {
    const [finding] = await shownIn(worked);
    const excerpt = finding?.excerpt ?? [];
    for (const { line, text } of excerpt) expect(text).toBe(lines[line - 1]);
    expect(excerpt.filter(({ wrong }) => wrong).map(({ line, who }) => [line, who])).toEqual([[9, 'ann']]);
    expect(excerpt.find(({ line }) => line === 8)?.who).toBe('bob');
    const order = excerpt.map(({ line }) => line);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  it('has other fields of a line as well, and the beginning of a long one', async () => {
    const long = lines.map((line, at) => (at === 8 ? line.replace('{', `{"host":"${'é'.repeat(2_000)}",`) : line));
    const [finding] = await shownIn(long.join('\n'));
    const text = finding?.excerpt?.find(({ wrong }) => wrong)?.text ?? '';
    expect(text).toMatch(/^\{"host":"é+…$/);
    expect([...text].length).toBeLessThan(1_000);
  });

  it('leaves out what others do in a large room', async () => {
    const [head = '', ...rest] = lines;
    // Fifty others come while Bob is there; none of them has to do with his removal.
    const crowd = Array.from({ length: 50 }, (_, at) => {
      const joined = { participant: { participantId: `u${at}`, participationId: `q${at}`, role: 'ROLE_ATTENDEE' } };
      const seen = { at: 2_002 + at, connection: 'c1', fromServer: { sequence: 3 + at, participantJoined: joined } };
      return JSON.stringify(seen);
    });
    const moved = rest.map((line) =>
      line.includes('"c1"')
        ? line.replace(/"sequence":([3-9])/, (_, sequence) => `"sequence":${Number(sequence) + 50}`)
        : line,
    );
    const text = [head, ...moved.slice(0, 5), ...crowd, ...moved.slice(5)].join('\n');
    const finding = (await shownIn(text)).find(({ seen }) => seen.includes('p2'));
    expect(finding?.excerpt?.length).toBeLessThanOrEqual(9);
    const said = finding?.excerpt?.map((line) => line.text).join('\n') ?? '';
    expect(said).toContain('"roomLeft":{"reason":{"code":"REASON_CODE_REMOVE_PEER"}}');
    expect(said).toContain('"remove":{"participationId":"p2"}');
  });

  it('becomes a history with names in the place of ids', async () => {
    const [finding] = await shownIn(worked);
    const { history, wrong } = finding?.scene ?? {};
    expect(history?.records[wrong ?? -1]).toMatchObject({
      seat: 'ann',
      observation: { kind: 'participantLeft', participation: 'bob' },
    });
    expect(history?.scenario.seats.map(({ name }) => name)).toEqual(['ann', 'bob']);
    expect(JSON.stringify(history)).not.toContain('"p2"');
    expect(finding?.names).toEqual({ p1: 'ann', p2: 'bob' });
  });

  it('tells two participations of one participant apart', async () => {
    const right = worked.replace('REASON_CODE_WEBSOCKET_DISCONNECTED', 'REASON_CODE_REMOVE_PEER').split('\n');
    const later = lines
      .slice(3, 11)
      .map((line) => line.replaceAll('"c2"', '"c3"').replaceAll('"p2"', '"p3"').replaceAll('"j2"', '"j3"'))
      .map((line) =>
        line.replace('"requestId":1,"ack":2', '"requestId":2,"ack":5').replace('"replyTo":1', '"replyTo":2'),
      )
      .map((line) =>
        line.includes('"c1"')
          ? line.replace(/"sequence":(\d)/, (_, sequence) => `"sequence":${Number(sequence) + 3}`)
          : line,
      );
    const [finding] = await shownIn([...right.slice(0, 11), ...later].join('\n'));
    expect(finding?.clause).toBe('reason.agree');
    expect(finding?.names).toEqual({ p1: 'ann', p3: 'bob#2' });
    expect(finding?.scene?.history.scenario.seats.map(({ name }) => name)).toContain('bob#2');
  });
});

it('ids are found in a sentence as words, and never where a code stands', () => {
  const people = { has: (id: string) => ['p2', 'a=b', '1001', '17'].includes(id) };
  expect(idsIn('one ParticipantLeft for p2 to 17, (a=b), p22 1001 p2.', people)).toEqual(['p2', '17', 'a=b']);
});
