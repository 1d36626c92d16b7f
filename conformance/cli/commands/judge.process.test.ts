import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { generate, type MadeLog } from '../../bench/judge/generate.js';
import { twoFaults } from '../../bench/judge/two-faults.test.helper.js';
import { parseExample } from '../../exchange/notation/index.js';
import { main, start, typing } from '../launch.test.helper.js';

const folder = mkdtempSync(join(tmpdir(), 'adjourn-judge-'));
afterAll(() => rmSync(folder, { recursive: true }));

const page = readFileSync(new URL('../../../spec/log.md', import.meta.url), 'utf8');
const [, worked = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return name;
};
const judge = (...args: string[]) => start(folder, 'judge', ...args).ended;

describe('adjourn judge', () => {
  it('finds in the example of spec/log.md what the page says', async () => {
    const { code, stdout, stderr } = await judge(file('worked.jsonl', worked));
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatch(/^✗ worked.jsonl: 1 violation of 1 clause\n\n1 × reason.agree \(MUST\)\n/);
    expect(stdout).toContain('✗ worked.jsonl:9  reason.agree\n  room     blue\n');
    expect(stdout).toContain('  allowed  1002 (REMOVE_PEER) to everyone');
    expect(stdout).toContain('  seen     ParticipantLeft p2 (bob) 1001 (WEBSOCKET_DISCONNECTED) to p1 (ann)\n');
    expect(stdout).toMatch(/\n▶ +9 {2}ann {2}\{"at":3001,"connection":"c1",/);
    expect(stdout).toMatch(/\n {2}▶ +│ ◀─+ ParticipantLeft bob 1001 │ +not allowed here\n/);
    expect(stdout).toMatch(/judged: 14 lines · 7 messages of the server · 1 room · \d+ checks\n/);
    expect(stdout).toContain('worked.jsonl shows what Adjourn does not allow: 1 violation found.');
  });

  it('finds nothing in it once that is mended', async () => {
    const mended = worked.replace('REASON_CODE_WEBSOCKET_DISCONNECTED', 'REASON_CODE_REMOVE_PEER');
    const { code, stdout } = await judge(file('mended.jsonl', mended));
    expect(code).toBe(0);
    expect(stdout).toContain('Nothing in mended.jsonl is against Adjourn, as far as it shows.');
  });

  it('reads the standard input', () => {
    const { status, stdout } = spawnSync(process.execPath, [main, 'judge', '-'], { input: worked, encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stdout).toContain('standard input:9  reason.agree');
  });

  it('merges several logs by time, and names each line by its own file', async () => {
    const [head = '', ...lines] = worked.trimEnd().split('\n');
    const of = (name: string) => [head, ...lines.filter((line) => line.includes(`"${name}"`))].join('\n');
    const [a, b] = [file('a.jsonl', of('c1')), file('b.jsonl', of('c2'))];
    const { code, stdout } = await judge(a, b);
    expect(code).toBe(1);
    // By the two clocks the false reason was told first.
    expect(stdout).toContain('✗ a.jsonl:6  reason.true');
    expect(stdout).toMatch(/also +reason.agree in b.jsonl:4/);
    expect(stdout).toContain('a.jsonl with b.jsonl shows what Adjourn does not allow: 1 violation found.');
    expect((await judge(a, a)).stderr).toContain('"a.jsonl" is given twice: give each log once.');
  });

  it('writes one document', async () => {
    const { code, stdout } = await judge('--reporter', 'json', file('worked.jsonl', worked));
    const { log, ...run } = JSON.parse(stdout);
    expect(code).toBe(1);
    expect(run).toMatchObject({ spec: '1.0', target: 'worked.jsonl', exitCode: 1, cases: [] });
    expect(log).toMatchObject({ lines: 14, found: 1, checks: { 'departure.once': 1 } });
    const place = { line: 9, at: 3001 };
    const rooms = { number: 1, more: false, most: [{ room: 'blue', times: 1 }] };
    expect(log.broken).toEqual([{ clause: 'reason.agree', times: 1, since: place, until: place, rooms }]);
    expect(log.violations).toEqual([
      expect.objectContaining({ clause: 'reason.agree', line: 9, at: 3001, rooms: ['blue'] }),
    ]);
    expect(log.violations[0].words).toMatchObject({ level: 'MUST', address: 'spec/reason-codes.md#reasonagree' });
  });

  it('writes a whole document of what was read, and leaves nothing else, where it is interrupted', async () => {
    const { child, ended } = typing(folder, 'judge', '-', '--reporter', 'json=half/log.json');
    await vi.waitUntil(() => existsSync(join(folder, 'half')) && readdirSync(join(folder, 'half')).length > 0, 60_000);
    child.kill('SIGTERM');
    const { code, stdout } = await ended;
    expect(code).toBe(130);
    expect(stdout).toContain('Interrupted: of standard input only the first 0 lines were judged');
    expect(readdirSync(join(folder, 'half'))).toEqual(['log.json']);
    expect(JSON.parse(readFileSync(join(folder, 'half/log.json'), 'utf8'))).toMatchObject({ log: { lines: 0 } });
  });

  it('writes a document of a log without a violation, and of one that cannot be read', async () => {
    const mended = worked.replace('REASON_CODE_WEBSOCKET_DISCONNECTED', 'REASON_CODE_REMOVE_PEER');
    const right = await judge('--reporter', 'json', file('mended.jsonl', mended));
    expect(JSON.parse(right.stdout)).toMatchObject({ exitCode: 0, log: { found: 0, violations: [] } });
    const none = await judge('--reporter', 'json', file('none.jsonl', 'what?\n'));
    expect(none.code).toBe(2);
    expect(JSON.parse(none.stdout)).toMatchObject({ exitCode: 2, trouble: expect.stringContaining('no JSON') });
  });

  it.each([
    ['a last line that is cut off', worked.trimEnd().slice(0, -10), 'Line 14 ends in the middle'],
    ['a line that is no JSON', `${worked}what?\n`, 'Line 15 is no JSON'],
    ['a line that is none of a log', `${worked}{"at":1}\n`, 'Line 15 cannot be judged'],
  ])('says where the log is unusable, and what was found before: %s', async (_, text, sentence) => {
    const { code, stdout } = await judge(file('bad.jsonl', text));
    expect(code).toBe(1);
    expect(stdout).toContain('✗ bad.jsonl:9  reason.agree');
    expect(stdout).toContain(sentence);
  });

  it.each<[string, string | Uint8Array, string]>([
    ['none.jsonl', 'what?\n', 'Line 1 is no JSON.'],
    ['page.html', '<!DOCTYPE html>\n<title>Log in</title>\n', 'Line 1 is HTML, a page of the web'],
    ['table.csv', 'time,room,who\n1,blue,ann\n', 'Line 1 is CSV, a table'],
    ['syslog', 'Nov 30 10:00:00 web1 app[7]: {"at":1}\n', 'Line 1 has something before its JSON'],
    ['utf16.jsonl', Buffer.from(`\u{feff}${worked}`, 'utf16le'), 'This is UTF-16'],
    ['capture.pcap', new Uint8Array([0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0]), 'This is a capture of packets'],
    ['cut.jsonl.gz', gzipSync(worked).subarray(0, 12), 'This ends in the middle of what gzip has packed'],
  ])('says of %s, of which nothing can be judged, what it is', async (name, bytes, sentence) => {
    writeFileSync(join(folder, name), bytes);
    const { code, stdout } = await judge(name);
    expect(code).toBe(2);
    expect(stdout.trimEnd().split('\n')).toEqual([
      expect.stringContaining(`Nothing of ${name} was judged. ${sentence}`),
    ]);
  });

  it('unpacks what gzip and zstd have packed, whatever its name', async () => {
    writeFileSync(join(folder, 'packed.log'), gzipSync(worked));
    expect((await judge('packed.log')).stdout).toContain('✗ packed.log:9  reason.agree');
    const tool = spawnSync('zstd', ['-c'], { input: worked });
    if (tool.error) return;
    writeFileSync(join(folder, 'packed.jsonl'), tool.stdout);
    expect((await judge('packed.jsonl')).stdout).toContain('✗ packed.jsonl:9  reason.agree');
  });

  it('gives no verdict where there is nothing to judge', async () => {
    const { code, stdout } = await judge(file('empty.jsonl', ''));
    expect(code).toBe(3);
    expect(stdout).toBe('No verdict: empty.jsonl is empty.\n');
  });

  it.each([
    [['nowhere.jsonl'], 'There is no file "nowhere.jsonl"'],
    [['.'], '"." is a folder'],
    [['worked.jsonl', '--', 'node'], 'starts no target'],
    [['worked.jsonl', '--clause', 'reason.agrees'], '"reason.agrees" is no clause. The nearest names are reason.agree'],
    [['worked.jsonl', '--max', 'all'], '--max'],
    [[], "Missing required argument 'file'"],
  ])('refuses %j', async (args, sentence) => {
    const { code, stderr } = await judge(...args);
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
  });

  it('finds what was planted in thousands of lines, and nothing else', async () => {
    const { text, made } = await log(30_000, 20);
    const { code, stdout } = await judge('--reporter', 'json', file('long.jsonl', text));
    const found = JSON.parse(stdout).log.violations;
    const told = (list: readonly { clause: string; line: number }[]) =>
      list.map(({ clause, line }) => `${line} ${clause}`).sort();
    expect(code).toBe(1);
    expect(told(found)).toEqual(told(made.planted));
    expect(found).toHaveLength(20);
  });
});

describe('a log with thousands of violations of two kinds', () => {
  const { text, disagreeing, repeated } = twoFaults(340, 14);
  const name = () => file('app.jsonl', text);

  it('says on its first screen what is wrong, how often, since when and in which rooms', async () => {
    const { code, stdout } = await judge('--max', '1', name());
    expect(code).toBe(1);
    const screen = stdout.split('\n').slice(0, 23).join('\n');
    expect(screen).toContain(`app.jsonl: ${disagreeing + repeated} violations of 2 clauses`);
    for (const [clause, times] of [
      ['reason.agree', disagreeing],
      ['departure.once', repeated],
    ] as const)
      expect(screen).toMatch(
        new RegExp(`${times} × ${clause} .* since +2026-11-30 08:\\d\\d:\\d\\d to 08:.* rooms +\\d+: \\w`, 's'),
      );
    expect(screen).toContain('Examples follow.');
    expect(stdout.match(/^✗ app.jsonl:\d+ /gm)).toHaveLength(2);
    expect(stdout).toContain(`${disagreeing - 1} other violations of reason.agree: --max N shows N of each clause`);
    expect(stdout.trimEnd().split('\n').slice(-2).join('\n')).toMatch(/340 × reason.agree .*\n +14 × departure.once /);
  });

  it('is judged as far as it was read, where somebody interrupts that', async () => {
    const { child, ended } = typing(folder, 'judge', '-');
    // Longer than any pipe: once it is written, some of it was read.
    const long = twoFaults(400, 0).text;
    await new Promise((resolve) => child.stdin.write(long, resolve));
    child.kill('SIGINT');
    const { code, stdout } = await ended;
    expect(code).toBe(130);
    expect(stdout).toMatch(/^✗ standard input: [\d,]+ violations of 1 clause\n/);
    expect(stdout).toMatch(/Interrupted: of standard input only the first [\d,]+ lines were judged/);
  });

  it('is judged by some clauses and in some rooms alone', async () => {
    const { stdout } = await judge('--clause', 'departure.once', '--room', 'stand*', '--max', '0', name());
    expect(stdout).toMatch(/✗ app.jsonl: \d+ violations? of 1 clause\n\n\d+ × departure.once.* room +standup/s);
    expect(stdout).not.toMatch(/reason.agree|team-|^✗ app.jsonl:\d/m);
    const right = await judge('--clause', 'close.code', name());
    expect([right.code, right.stdout]).toEqual([0, expect.stringContaining('is against close.code, as far')]);
    const nowhere = await judge('--room', 'kitchen', name());
    expect([nowhere.code, nowhere.stdout]).toEqual([3, expect.stringContaining('has no room that matches "kitchen"')]);
  });
});

async function log(observations: number, faults: number): Promise<{ text: string; made: MadeLog }> {
  const example = readFileSync(new URL('../../../spec/examples/switch.history', import.meta.url), 'utf8');
  let text = '';
  const wish = { observations, faults, seed: 11, open: 16, examples: [parseExample(example).history] };
  const made = await generate(wish, (part) => {
    text += part;
  });
  return { text, made };
}
