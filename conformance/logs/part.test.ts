import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { head, judgeLines } from '../bench/judge/logs.test.helper.js';

interface Line {
  readonly connection?: string;
  readonly [field: string]: unknown;
}

const page = readFileSync(new URL('../../spec/log.md', import.meta.url), 'utf8');
const [, text = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
/** The example of spec/log.md, mended: Ann hosts, Bob comes and is removed, Ann leaves. */
const lines = text.replace('REASON_CODE_WEBSOCKET_DISCONNECTED', 'REASON_CODE_REMOVE_PEER').trimEnd().split('\n');
const body = lines.slice(1);

const at = (connection: string, fields: object, ms = 1000): string => JSON.stringify({ at: ms, connection, ...fields });
const accepted = { fromServer: { sequence: 1, replyTo: 1, accepted: {} } };
const sync = (requestId: number, ack: number) => ({ fromClient: { requestId, ack, sync: {} } });

describe('a log that says that it is complete', () => {
  it.each(body.map((_, index) => index).slice(1))('and begins with line %i accuses nobody', async (first) => {
    const { findings, report } = await judgeLines([head, ...body.slice(first)]);
    expect(findings).toEqual([]);
    expect(report.remarks.length).toBeLessThan(2);
  });

  it('and begins in the middle is said not to be', async () => {
    const { report } = await judgeLines([head, ...body.slice(2)]);
    expect(report.remarks).toEqual([
      'Line 4: connection "c1" has sequence 2 there, and its beginning is not in the log. The head says `complete`; from there on this was judged as a part of a log.',
    ]);
  });

  it('and has a head once more in the middle accuses nobody either', async () => {
    for (let begin = 1; begin < body.length; begin += 1)
      expect((await judgeLines([head, ...body.slice(0, begin), head, ...body.slice(begin)])).findings).toEqual([]);
  });

  it('still shows a request on a fresh connection that was carried out', async () => {
    const { findings, report } = await judgeLines([head, at('c1', sync(1, 0)), at('c1', accepted)]);
    expect(findings.map(({ clause }) => clause)).toEqual(['frame.first']);
    expect(report.remarks).toEqual([]);
  });

  it('stays complete where something comes late to a room that is forgotten', async () => {
    const joinsElsewhere = (lines[1] ?? '').replace('1000', '90000').replace('c1', 'c9').replace('blue', 'green');
    const late = [
      at('c1', { fromServer: { sequence: 6, heartbeat: {} } }, 99_000),
      at('c8', { fromClient: { resume: { resumeToken: 't1', sequence: 5 } } }, 99_001),
      at('c8', { fromServer: { resumed: { resumeToken: 't2' } } }, 99_002),
      at('c8', { fromServer: { sequence: 7, accepted: {} } }, 99_003),
    ];
    const tokened = body.map((line) =>
      line.replace('"participationId":"p1","f', '"participationId":"p1","resumeToken":"t1","f'),
    );
    const { report } = await judgeLines([head, ...tokened, joinsElsewhere.replace('j1', 'j9'), ...late]);
    expect(report).toMatchObject({ remarks: [], strange: 4, trouble: '' });
  });

  it('shows nothing of a request that goes on from others', async () => {
    const { findings } = await judgeLines([
      head,
      at('c1', sync(1, 0)),
      at('c1', { fromServer: { sequence: 6, replyTo: 1, accepted: {} } }),
      at('c2', sync(3, 7)),
      at('c2', { closed: { by: 'CLOSED_BY_SERVER', code: 4200 } }),
    ]);
    expect(findings).toEqual([]);
  });
});

describe('a Resume', () => {
  const joined = { ...JSON.parse(lines[2] ?? '').fromServer.joined, resumeWindowMs: 5000, resumeToken: 't1' };
  joined.features = [...joined.features, 'FEATURE_RESUME'];
  const log = (resumeToken: string, answer: object): string[] => [
    head,
    lines[1] ?? '',
    at('c1', { fromServer: { sequence: 1, joined } }, 1002),
    at('c1', { closed: { by: 'CLOSED_BY_NETWORK' } }, 1500),
    at('c2', { fromClient: { resume: { resumeToken, sequence: 1 } } }, 2000),
    at('c2', answer, 2001),
    at('c2', sync(1, 1), 2002),
    at('c2', { fromServer: { sequence: 2, replyTo: 1, accepted: {} } }, 2003),
  ];
  const resumed = { fromServer: { resumed: { resumeToken: 't2' } } };

  it('with a token that the log has not shown is said to have one, and accuses nobody', async () => {
    const { findings, report } = await judgeLines(log('hashed', resumed));
    expect(findings).toEqual([]);
    expect(report.remarks).toHaveLength(1);
    expect(report.remarks[0]).toContain('Line 5: a Resume with a token that no Joined or Resumed of this log gave');
    expect(report.remarks[0]).toContain('replace them alike on both sides');
  });

  it('with one that it has shown is judged', async () => {
    expect((await judgeLines(log('t1', resumed))).report).toMatchObject({ remarks: [], strange: 0, exitCode: 0 });
  });

  it('that is refused may have any', async () => {
    const refused = { fromServer: { rejected: { code: 'CODE_NOT_FOUND' } } };
    const { report } = await judgeLines(log('forged', refused).slice(0, 6));
    expect(report).toMatchObject({ remarks: [], findings: 0 });
  });

  it('that is refused leaves a connection whose requests are ignored', async () => {
    const refused = { fromServer: { rejected: { code: 'CODE_NOT_FOUND' } } };
    const closed = at('c2', { closed: { by: 'CLOSED_BY_SERVER', code: 1008 } }, 12_000);
    const { findings, report } = await judgeLines([
      ...log('forged', refused).slice(0, 6),
      at('c2', sync(1, 0), 2002),
      closed,
    ]);
    expect(findings).toEqual([]);
    expect(report.remarks).toEqual([]);
  });

  it('that is answered by RoomLeft may have any', async () => {
    const { report } = await judgeLines(log('hashed', { fromServer: { roomLeft: {} } }).slice(0, 6));
    expect(report).toMatchObject({ remarks: [], findings: 0 });
  });
});

describe('where the streams of single clients alone are judged, the cause is said', () => {
  const without = (connection: string) => body.filter((line) => (JSON.parse(line) as Line).connection !== connection);
  const departedWith = (code: number) =>
    body.map((line) => line.replace('"REASON_CODE_REMOVE_PEER"', `${code}`).replace('4002', `${code + 3000}`));

  it.each([
    ['unexplained', [head, ...departedWith(1007)]],
    ['mentioned', without('c2')],
    ['removed', body.filter((line) => !line.includes('"remove"'))],
    ['called', departedWith(1009)],
    ['replaced', departedWith(1011)],
    [
      'unreadable',
      [head, ...body.map((line) => line.replace('"accepted":{}', '"ignored":1').replace(',"ignored":1', ''))],
    ],
  ] as const)('%s', async (cause, part) => {
    const { findings, report } = await judgeLines(part);
    expect(findings).toEqual([]);
    expect([...report.partly]).toEqual([[cause, 1]]);
    expect(report.streams).toBe(1);
  });

  it('with a reason code that this version does not know, which is named once', async () => {
    const { report } = await judgeLines([head, ...departedWith(1999)]);
    expect([...report.partly]).toEqual([['unexplained', 1]]);
    expect(report.remarks).toEqual([
      expect.stringMatching(
        /^Line \d+: this version does not know reason code 1999\. Where it is told, only what each client/,
      ),
    ]);
  });

  it('with the reason code UNKNOWN, which needs no remark', async () => {
    expect((await judgeLines([head, ...departedWith(1007)])).report.remarks).toEqual([]);
  });

  it('not where all of it can be judged', async () => {
    expect((await judgeLines(lines)).report).toMatchObject({ partly: new Map(), streams: 0 });
  });
});
