import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { judgeLines } from '../bench/judge/logs.test.helper.js';

const page = readFileSync(new URL('../../spec/log.md', import.meta.url), 'utf8');
const [, text = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
/** The example of spec/log.md, mended, without its last line: Ann has been told RoomLeft at 4001, and is not closed. */
const [head = '', ...open] = text
  .replace('REASON_CODE_WEBSOCKET_DISCONNECTED', 'REASON_CODE_REMOVE_PEER')
  .trimEnd()
  .split('\n')
  .slice(0, -1);

const line = (at: number, connection: string, fields: object) => JSON.stringify({ at, connection, ...fields });
const closed = (at: number, by: string) => line(at, 'c1', { closed: { by: `CLOSED_BY_${by}` } });
/** Somebody comes to another room. */
const elsewhere = (at: number) =>
  line(at, 'c9', { fromClient: { join: { roomId: 'green', participantId: 'cyd', role: 'ROLE_HOST', joinId: 'j9' } } });
/** Somebody comes to this one, before Ann leaves it, and stays. */
const staying = (at: number) =>
  line(at, 'c8', { fromClient: { join: { roomId: 'blue', participantId: 'dan', role: 'ROLE_HOST', joinId: 'j8' } } });

const found = async (...lines: readonly string[]) => {
  const { findings, report } = await judgeLines([...lines]);
  expect(report.trouble).toBe('');
  return findings.map(({ clause, line: number }) => `${number} ${clause}`);
};

describe('a connection that was told RoomLeft, and never sent a close frame', () => {
  it('may end by the client within the second, and not much later', async () => {
    for (const begin of [[head], []]) {
      expect(await found(...begin, ...open, closed(4900, 'CLIENT'))).toEqual([]);
      for (const at of [9_001, 2_004_001])
        expect(await found(...begin, ...open, closed(at, 'CLIENT'))).toEqual([`${begin.length + 13} close.follows`]);
    }
  });

  it('may have lost the network within the second, which is noticed as late as the heartbeat timeout tells', async () => {
    const [timeoutMs, at] = [5_000, 9_001];
    const beating = open.map((text) => text.replace('"sessionId"', `"heartbeatTimeoutMs":${timeoutMs},"sessionId"`));
    expect(beating).not.toEqual(open);
    expect(await found(head, ...open, closed(at, 'NETWORK'))).toEqual([]);
    expect(await found(head, ...beating, closed(at, 'NETWORK'))).toEqual([]);
    expect(await found(head, ...beating, closed(at + timeoutMs, 'NETWORK'))).toEqual(['14 close.follows']);
  });

  it('is found where the log goes on without it', async () => {
    expect(await found(head, ...open, elsewhere(4_500))).toEqual([]);
    expect(await found(head, ...open, elsewhere(14_000))).toEqual(['13 close.follows']);
    expect(await found(head, ...open, staying(14_000))).toEqual(['14 close.follows']);
    expect(await found(head, ...open, elsewhere(14_000), head)).toEqual(['13 close.follows']);
  });

  it('is not accused where the rest of it may be missing', async () => {
    expect(await found(...open, elsewhere(14_000))).toEqual([]);
    expect(await found(...open, staying(14_000))).toEqual([]);
    expect(await found(...open, elsewhere(400_000))).toEqual([]);
  });
});
