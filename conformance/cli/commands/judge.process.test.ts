import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { generate, type MadeLog } from '../../bench/judge/generate.js';
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
    expect(stdout).toContain('✗ worked.jsonl:9  reason.agree (MUST)');
    expect(stdout).toMatch(/room +blue\n +allowed +1002 to everyone/);
    expect(stdout).toMatch(/14 lines · 7 observations · 1 room · .* · 1 violation\n/);
    expect(stdout).toMatch(/events\/s: 0\.\d\d times as many as reading and parsing the same lines/);
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
    expect(stdout).toContain('✗ a.jsonl:6  reason.true (MUST)');
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
    expect(log.broken).toEqual([{ clause: 'reason.agree', times: 1 }]);
    expect(log.violations).toEqual([
      expect.objectContaining({ clause: 'reason.agree', line: 9, at: 3001, rooms: ['blue'] }),
    ]);
    expect(log.violations[0].words).toMatchObject({ level: 'MUST', address: 'spec/reason-codes.md#reasonagree' });
  });

  it('leaves no half of a file where it is interrupted', async () => {
    const { child, ended } = typing(folder, 'judge', '-', '--reporter', 'json=half/log.json');
    await vi.waitUntil(() => existsSync(join(folder, 'half')) && readdirSync(join(folder, 'half')).length > 0, 60_000);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 130, stderr: 'Interrupted.\n' });
    expect(readdirSync(join(folder, 'half'))).toEqual([]);
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

  it('says of a log that cannot be read at all that nothing was judged', async () => {
    const { code, stdout } = await judge(file('none.jsonl', 'what?\n'));
    expect(code).toBe(2);
    expect(stdout).toContain('Nothing of none.jsonl was judged. Line 1 is no JSON.');
  });

  it('gives no verdict where there is nothing to judge', async () => {
    const { code, stdout } = await judge(file('empty.jsonl', ''));
    expect(code).toBe(3);
    expect(stdout).toContain('No verdict: empty.jsonl shows nothing that a clause could be held against.');
  });

  it.each([
    [['nowhere.jsonl'], 'There is no file "nowhere.jsonl"'],
    [['.'], '"." is a folder'],
    [['worked.jsonl', '--', 'node'], 'starts no target'],
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

async function log(observations: number, faults: number): Promise<{ text: string; made: MadeLog }> {
  const example = readFileSync(new URL('../../../spec/examples/switch.history', import.meta.url), 'utf8');
  let text = '';
  const wish = { observations, faults, seed: 11, open: 16, examples: [parseExample(example).history] };
  const made = await generate(wish, (part) => {
    text += part;
  });
  return { text, made };
}
