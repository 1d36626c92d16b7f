import { describe, expect, it } from 'vitest';
import { examples, head, judgeLines, linesFor, textOf } from '../bench/judge/logs.test.helper.js';
import { judge } from '../invariants/index.js';

describe('the golden examples as logs', () => {
  it.each(examples)('$name is not accused', async ({ history }) => {
    const { findings, report } = await judgeLines([head, ...textOf(linesFor(history))]);
    expect(findings).toEqual([]);
    expect(report).toMatchObject({ exitCode: 0, trouble: '', rooms: expect.any(Number) });
    expect(report.checks.size).toBeGreaterThan(0);
  });

  it('are nearly all accused where they are wrong, and by the same clause', async () => {
    const tally = { same: 0, other: 0, missed: 0 };
    for (const { history: wrong } of examples.flatMap((example) => example.wrong)) {
      const { findings } = await judgeLines([head, ...textOf(linesFor(wrong))]);
      const clause = judge(wrong).violations[0]?.clause;
      if (findings.length === 0) tally.missed += 1;
      else if (findings.some((finding) => finding.clause === clause)) tally.same += 1;
      else tally.other += 1;
    }
    const all = tally.same + tally.other + tally.missed;
    // What is missed is open at the end of the log, or hangs on a token that no log shows.
    expect(all).toBeGreaterThan(300);
    expect(tally.missed / all).toBeLessThan(0.07);
    // In a log the untrue reason that was told first is named, and so is what an answer without a request of its own leaves open.
    expect(tally.other / all).toBeLessThan(0.06);
  });
});

describe('a part of a log accuses nobody', () => {
  it.each(examples)('$name, wherever it begins and ends', async ({ history }) => {
    const lines = textOf(linesFor(history));
    for (let at = 1; at < lines.length; at += 1) {
      const stopped = lines.slice(0, at);
      for (const part of [[head, ...stopped], stopped, lines.slice(at)])
        expect((await judgeLines(part)).findings, `at line ${at}`).toEqual([]);
    }
    for (let begin = 1; begin < lines.length; begin += 3)
      for (let end = begin + 2; end < lines.length; end += 3)
        expect((await judgeLines(lines.slice(begin, end))).findings, `${begin} to ${end}`).toEqual([]);
  });

  it.each(examples)('$name, without one of its connections', async ({ history }) => {
    const lines = linesFor(history);
    for (const gone of new Set(lines.map(({ connection }) => connection))) {
      const others = lines.filter(({ connection }) => connection !== gone);
      expect((await judgeLines(textOf(others))).findings, `without ${gone}`).toEqual([]);
    }
  });
});
