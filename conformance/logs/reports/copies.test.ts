/**
 * The right logs that have reports, with every report of them changed in each way that makes it wrong, and in each way that the text leaves
 * to a server.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { judgeLines } from '../../bench/judge/logs.test.helper.js';
import { judged } from '../../bench/judge/pairs.test.helper.js';

type Report = Readonly<Record<string, unknown>> & { readonly reportId: string; readonly reason?: { code: number } };
type Line = { readonly at: number; readonly departureReported?: Report; readonly sessionEndReported?: Report };

const folder = new URL('../examples/', import.meta.url);
const rights = readdirSync(folder)
  .filter((file) => file.endsWith('.right.jsonl'))
  .map((name) => ({ name, lines: parsed(readFileSync(new URL(name, folder), 'utf8').trimEnd().split('\n')) }))
  .filter(({ lines }) => lines.some(isReport));

function parsed(lines: readonly string[]): Line[] {
  return lines.map((line) => JSON.parse(line) as Line);
}

function isReport({ departureReported, sessionEndReported }: Line): boolean {
  return departureReported !== undefined || sessionEndReported !== undefined;
}

const texts = (lines: readonly Line[]): string[] => lines.map((line) => JSON.stringify(line));

async function found(lines: readonly Line[]): Promise<string[]> {
  const { findings, report } = await judgeLines(texts(lines));
  expect(report.trouble).toBe('');
  return findings.map(({ line, clause }) => `${line} ${clause}`);
}

/** With something else in the place of one line. */
const instead = (lines: readonly Line[], index: number, ...others: readonly Line[]): Line[] =>
  lines.toSpliced(index, 1, ...others);

const edited = (line: Line, change: object): Line =>
  line.departureReported
    ? { ...line, departureReported: { ...line.departureReported, ...change } }
    : { ...line, sessionEndReported: { ...line.sessionEndReported, ...change } as Report };

/** The first line with each report: what is delivered again is no other report. */
function firsts(lines: readonly Line[]): { line: Line; index: number }[] {
  const seen = new Set<string>();
  return lines.flatMap((line, index) => {
    const body = line.departureReported ?? line.sessionEndReported;
    if (!body) return [];
    const name = body.reportId === '' ? `line ${index}` : `${body.sessionId} ${body.reportId}`;
    if (seen.has(name)) return [];
    seen.add(name);
    return [{ line, index }];
  });
}

/** Reasons that people were not told. Of one who was alone and lost nobody was told, and of some it was told without a reason. */
function otherReasons(lines: readonly Line[], { departureReported: report }: Line): ({ code: number } | undefined)[] {
  const text = JSON.stringify(lines);
  const isTold =
    text.includes('"roomLeft"') &&
    !(report?.reason?.code === 1001 && !text.includes(`participantLeft":{"participantId":"${report?.participantId}`));
  const isWithout = text.includes('"roomLeft":{}');
  return isTold ? [{ code: 1003 }, ...(isWithout ? [] : [undefined])] : [];
}

it('there are logs with reports of every cause', () => {
  const codes = rights.flatMap(({ lines }) => lines.map(({ departureReported }) => departureReported?.reason?.code));
  for (const code of [1001, 1002, 1004, 1005, 1006, 1008, 1009, 1010, 1011, 1101]) expect(codes).toContain(code);
});

describe.each(rights)('of $name', ({ lines }) => {
  const departures = firsts(lines).filter(({ line }) => line.departureReported);
  const twice = (line: Line) => lines.filter((one) => JSON.stringify(one) === JSON.stringify(line)).length > 1;

  it('each report with another reason is found in its line', async () => {
    for (const { line, index } of departures.filter((one) => !twice(one.line)))
      for (const reason of otherReasons(lines, line))
        expect(await found(instead(lines, index, edited(line, { reason }))), `line ${index + 1}`).toContain(
          `${index + 1} reason.elsewhere`,
        );
  });

  it('each report that names another participant, session or room is found in its line', async () => {
    for (const { line, index } of departures.filter((one) => !twice(one.line)))
      for (const change of [{ participantId: 'zed' }, { sessionId: 's0' }, { roomId: 'green' }])
        expect(await found(instead(lines, index, edited(line, change)))).toContain(`${index + 1} report.names`);
  });

  it('each second report, of a departure or of an end, is found in its line', async () => {
    for (const { line, index } of firsts(lines))
      expect(await found(instead(lines, index, line, edited(line, { reportId: 'r-again' })))).toContain(
        `${index + 2} report.once`,
      );
  });

  it('each report that is delivered again as something else is found in its line', async () => {
    for (const { line, index } of departures.filter((one) => one.line.departureReported?.reportId !== ''))
      expect(await found(instead(lines, index, line, edited(line, { reason: { code: 1003 } })))).toEqual([
        `${index + 2} report.repeated`,
      ]);
  });

  it('nobody is accused where each is delivered three times as it is', async () => {
    const again = lines.flatMap((line) => (isReport(line) ? [line, line, line] : [line]));
    const named = again.filter(({ departureReported, sessionEndReported }) => {
      const id = (departureReported ?? sessionEndReported)?.reportId;
      return id === undefined || id !== '';
    });
    expect(await found(named)).toEqual([]);
  });

  it('nobody is accused where all reports are made much later, in their order', async () => {
    const [{ at: _, ...first } = { at: 0 }] = lines;
    const head = { at: 0, ...first, head: { ...(first as { head: object }).head, reportedWithinMs: 0 } };
    const last = lines.at(-1)?.at ?? 0;
    const late = lines.filter(isReport).map((line) => ({ ...line, at: last + 5_000 }));
    const green = { at: last + 60_000, connection: 'late', fromClient: { join: {} } };
    expect(await found([head, ...lines.slice(1).filter((line) => !isReport(line)), ...late, green])).toEqual([]);
  });

  it('nobody is accused where no end of a session is reported, or no departure', async () => {
    expect(await found(lines.filter(({ sessionEndReported }) => !sessionEndReported))).toEqual([]);
    expect(await found(lines.filter(({ departureReported }) => !departureReported))).toEqual([]);
  });

  it('nobody is accused where the log of another node has the reports, and a clock of its own', async () => {
    const [head, ...rest] = lines as [Line, ...Line[]];
    for (const ms of [0, 700, -700]) {
      const elsewhere = rest.filter(isReport).map((line) => ({ ...line, at: line.at + ms }));
      const logs = [texts([head, ...rest.filter((line) => !isReport(line))]), texts([head, ...elsewhere])];
      expect((await judged(...(logs as [string[], string[]]))).found, `${ms} ms`).toEqual([]);
    }
  });

  it('nobody is accused where the system is started again, and reports what it has reported before', async () => {
    const [head] = lines as [Line];
    for (const at of [lines.length, lines.length >> 1]) {
      const before = lines.slice(0, at);
      const again = before.filter(isReport).map((line) => edited(line, { reportId: 'r-anew' }));
      const later = again.map((line) => ({ ...line, at: line.at + 1_000_000 }));
      expect(await found([...before, { ...head, at: 1_000_000 }, ...later])).toEqual([]);
    }
  });
});
