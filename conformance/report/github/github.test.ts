import { describe, expect, test } from 'vitest';
import { type ClauseId, clauses } from '../../../gen/clauses.js';
import { failureBy, reportOf, resultOf } from '../matrix/reports.test.helper.js';
import { plain } from '../palette.js';
import { reporters } from '../reporters.js';
import { everyVerdict, logOf } from '../samples.test.helper.js';
import { github } from './index.js';

const frame = { palette: plain, columns: 100 };
const ids = Object.keys(clauses) as ClauseId[];

/** Reads a line as the runner of GitHub Actions does (ActionCommand.TryParseV2). */
function parsed(line: string) {
  const [, command = '', properties = '', message = ''] = /^::(\w+) (.*?)::(.*)$/.exec(line) ?? [];
  const text = (raw: string) => raw.replaceAll('%0D', '\r').replaceAll('%0A', '\n');
  const unescaped = (raw: string) => text(raw.replaceAll('%3A', ':').replaceAll('%2C', ',')).replaceAll('%25', '%');
  const pairs = properties.split(',').map((pair) => {
    const [key = '', ...value] = pair.split('=');
    return [key, unescaped(value.join('='))];
  });
  return { command, ...Object.fromEntries(pairs), message: text(message).replaceAll('%25', '%') };
}
const read = (text: string) => text.trimEnd().split('\n').map(parsed);

describe('a run', () => {
  const failed = (count: number) =>
    reportOf(
      Array.from({ length: count }, (_, index) => {
        const clause = ids[index] as ClauseId;
        return resultOf(`server/case-${index}`, [clause], 'fail', { failures: [failureBy(clause)] });
      }),
      { exitCode: 1 },
    );

  test('has an annotation for each distinct failure and for each case without a verdict', () => {
    const all = read(github.run(everyVerdict, frame, false));
    expect(all.map(({ command, title }) => `${command} ${title}`)).toEqual([
      'error server/leave breaks departure.once (MUST)',
      'error server/leave breaks reason.agree (MUST)',
      'warning server/loss: inconclusive',
      'warning server/fault: harness-fault',
    ]);
  });

  test('writes no line break, and nothing is lost by that', () => {
    const [first] = read(github.run(everyVerdict, frame, false));
    expect(first?.message).toContain('seen: a <b> & "c" ]]> ```` | 100 % @here, [x](y): \u0000');
    expect(first?.message).toContain('😀\r\nnext\nalso in: server/end\nreplay: npx adjourn replay');
    expect(first?.message).toContain('\n  ▶   │ ◀──────────── ParticipantLeft bob#1 1101 │');
  });

  test.each([
    [10, 10, 'error server/case-9'],
    [11, 10, 'notice 2 more'],
    [40, 10, 'notice 31 more'],
  ])('with %d failures has %d annotations', (count, shown, last) => {
    const all = read(github.run(failed(count), frame, false));
    expect(all).toHaveLength(shown);
    expect(`${all.at(-1)?.command} ${all.at(-1)?.title}`).toContain(last);
  });

  test('names each clause before it names one twice', () => {
    const often = Array.from({ length: 12 }, (_, index) =>
      resultOf(`server/${index}`, ['departure.once'], 'fail', { failures: [failureBy('departure.once')] }),
    );
    const other = resultOf('server/z', ['reason.agree'], 'fail', { failures: [failureBy('reason.agree')] });
    const titles = read(github.run(reportOf([...often, other]), frame, false)).map(({ title }) => title);
    expect(titles[1]).toBe('server/z breaks reason.agree (MUST)');
  });

  test('that did not begin is an error', () => {
    const [only] = read(github.run(reportOf([], { exitCode: 3, trouble: 'no server there' }), frame, false));
    expect(only).toMatchObject({ command: 'error', title: 'Adjourn: no verdict', message: 'no server there' });
  });

  test('that passes says nothing', () => {
    expect(github.run(reportOf([resultOf('server/x', [], 'pass')]), frame, false)).toBe('');
  });
});

describe('a log', () => {
  test('has an annotation for each clause, at its first line', () => {
    const all = read(github.log(logOf({ 'reason.agree': 3_000, 'departure.once': 1 }), 'a,b.jsonl', frame, 0));
    expect(all).toMatchObject([
      { command: 'error', file: 'a,b.jsonl', line: '1', title: 'reason.agree (MUST) broken 3000 times' },
      { command: 'error', file: 'a,b.jsonl', line: '1', title: 'departure.once (MUST) broken once' },
    ]);
  });

  test('is never named more than ten times', () => {
    const times = Object.fromEntries(ids.slice(0, 30).map((id) => [id, 2]));
    expect(read(github.log(logOf(times), 'log', frame, 0))).toHaveLength(10);
  });
});

describe('the summary of the step', () => {
  const companion = reporters.find(({ name }) => name === 'github')?.companion;
  const many = reportOf(
    Array.from({ length: 300 }, (_, index) =>
      resultOf(`server/${index}`, ['departure.once'], 'fail', { failures: [failureBy('departure.once')] }),
    ),
  );
  const bytes = async (mostBytes: number) => {
    const page = (await companion?.reporter.run(many, { ...frame, mostBytes }, false)) ?? '';
    return { page, size: new TextEncoder().encode(page).length };
  };

  test('goes where GitHub says, and has no more than GitHub takes', async () => {
    expect(companion).toMatchObject({ variable: 'GITHUB_STEP_SUMMARY', mostBytes: 1_048_576 });
    const { page, size } = await bytes(20_000);
    expect(size).toBeLessThanOrEqual(20_000);
    expect(size).toBeGreaterThan(18_000);
    expect(page).toMatch(/\nAnd \d+ more failures: there is no room here\.\n/);
    expect(page).toMatch(/> no claim: .*\n$/);
  });

  test('is left out where there is no room at all', async () => {
    expect((await bytes(10)).page).toBe('');
  });
});
