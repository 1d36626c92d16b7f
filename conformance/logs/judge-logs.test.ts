import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { examples, head, judgeBytes, judgeLines, linesFor, textOf } from '../bench/judge/logs.test.helper.js';

const [wrong] = examples.flatMap((example) => example.wrong.filter(({ clause }) => clause === 'departure.once'));
const [lawful] = examples;
if (!wrong || !lawful) throw new Error('The golden examples lack what these tests are about.');
const lines = textOf(linesFor(lawful.history));

describe('what cannot be read', () => {
  it('ends the judging, and loses nothing of what was judged before', async () => {
    const { findings, report } = await judgeLines([head, ...textOf(linesFor(wrong.history)), 'not JSON', ...lines]);
    expect(findings.map(({ clause }) => clause)).toContain('departure.once');
    expect(report.exitCode).toBe(1);
    const bad = linesFor(wrong.history).length + 2;
    expect(report.trouble).toBe(`Line ${bad} is no JSON; what stands before it has been judged.`);
    expect(report.lines).toBe(bad - 1);
  });

  it('is no trouble where it is half of the last line', async () => {
    const { report } = await judgeLines([head, ...lines, '{"at":12,"conn'], '');
    const last = lines.length + 2;
    expect(report.remarks).toEqual([
      `Line ${last} ends in the middle: the log was cut off there; what stands before it has been judged.`,
    ]);
    expect(report).toMatchObject({ trouble: '', exitCode: 0, lines: lines.length + 1 });
    expect((await judgeLines([head, ...lines, 'what?'], '')).report).toMatchObject({ exitCode: 2 });
    expect((await judgeLines(['{"at":12,"conn'], '')).report).toMatchObject({ exitCode: 2 });
  });

  it('is no archive, unless that was cut off', async () => {
    const whole = gzipSync([head, ...textOf(linesFor(wrong.history)), ''].join('\n'));
    const { findings, report } = await judgeBytes(whole);
    expect(findings.map(({ clause }) => clause)).toContain('departure.once');
    expect(report).toMatchObject({ exitCode: 1, trouble: '' });
    const { report: cut } = await judgeBytes(whole.subarray(0, whole.length / 2));
    expect(cut.trouble).toMatch(/^This ends in the middle of what gzip has packed: /);
    expect(cut.exitCode).toBe(2);
  });

  it.each([
    [JSON.stringify([1, 2]), 'Line 1 cannot be judged: It is no LogLine but a list: write one object a line.'],
    [JSON.stringify({ at: 1, head: {} }, null, 1), 'Line 1 ends in the middle of its JSON: write one object a line.'],
  ])('is said of JSON that is not in lines: %j', async (text, sentence) => {
    expect((await judgeLines([text])).report.trouble).toBe(sentence);
  });

  it('is said of JSON that is no line of a log', async () => {
    const { report } = await judgeLines([
      head,
      '{"at":1,"connection":"c","fromServer":{"sequence":"many","accepted":{}}}',
    ]);
    expect(report.trouble).toMatch(/^Line 2 cannot be judged: .*sequence/);
  });
});

describe('a log', () => {
  it('may begin with a byte order mark', async () => {
    const { report } = await judgeLines([`\u{feff}${head}`, ...lines]);
    expect(report).toMatchObject({ exitCode: 0, trouble: '' });
  });

  it('may end without a newline, and have empty lines', async () => {
    const { findings, report } = await judgeLines([head, '', ...lines, '  '], '');
    expect({ findings, trouble: report.trouble }).toEqual({ findings: [], trouble: '' });
  });

  it('that is empty, or has nothing in it to judge, gives no verdict', async () => {
    for (const nothing of [[], [head], [head, '{"at":1,"connection":"c","fromServer":{"heartbeat":{}}}']])
      expect((await judgeLines(nothing)).report.exitCode).toBe(3);
  });

  it('goes on from nothing where the system was started again', async () => {
    const { findings, report } = await judgeLines([head, ...lines.slice(0, 6), head, ...lines]);
    expect(findings).toEqual([]);
    expect(report.exitCode).toBe(0);
  });

  it('says how long reading, parsing and everything took', async () => {
    const { time, peakBytes } = (await judgeLines([head, ...lines])).report;
    for (const part of [time.reading, time.parsing, time.decoding]) expect(part).toBeGreaterThanOrEqual(0);
    expect(time.reading + time.parsing + time.decoding).toBeLessThan(time.total);
    expect(peakBytes).toBeGreaterThan(1_000_000);
  });
});
