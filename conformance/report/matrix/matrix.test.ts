import { describe, expect, test } from 'vitest';
import { commandLine } from './command-line.js';
import { type Matrix, matrixHtml, matrixMarkdown, matrixOf } from './index.js';
import { cellReasons } from './reasons.js';
import { failureBy, reportOf, resultOf, told } from './reports.test.helper.js';
import { mergedCauses } from './told-apart.js';

const cell = ({ rows }: Matrix, clause: string) => rows.find((row) => row.clause === clause)?.cells[0];
const of = (...args: Parameters<typeof reportOf>) => matrixOf([{ name: 'box', report: reportOf(...args) }]);

describe('a cell of the table of clauses', () => {
  test('holds where a case about it has passed', () => {
    expect(cell(of([resultOf('server/a', ['departure.once'], 'pass')]), 'departure.once')).toEqual({
      kind: 'holds',
      partly: '',
    });
  });

  test('is broken where any case has failed by it, whatever the case is about', () => {
    const failing = resultOf('server/b', ['leave.answered'], 'fail', { failures: [failureBy('departure.once')] });
    const matrix = of([resultOf('server/a', ['departure.once'], 'pass'), failing]);
    expect(cell(matrix, 'departure.once')).toEqual({ kind: 'broken', sighting: 1 });
    expect(matrix.unshown).toEqual(['leave.answered']);
  });

  test('is declared where the system says so', () => {
    const profile = {
      ...reportOf([]).profile,
      deviations: [{ clause: 'departure.once', why: 'it tells everybody twice' }],
    };
    expect(cell(of([], { profile }), 'departure.once')).toEqual({ kind: 'declared', why: 'it tells everybody twice' });
  });

  test('cannot be told where the only cases could not tell', () => {
    const untold = resultOf('server/a', ['reason.true'], 'indistinguishable', {
      why: 'not told apart: 1101, 1005; without session.fresh (a declared deviation)',
    });
    expect(cell(of([untold]), 'reason.true')).toEqual({ kind: 'untold', why: 'not told apart: 1005, 1101' });
    const both = of([untold, resultOf('server/b', ['reason.true'], 'pass')]);
    expect(cell(both, 'reason.true')).toEqual({ kind: 'holds', partly: 'not told apart: 1005, 1101' });
  });

  test('that cannot be told names each group of codes once, and shares its reason with others', () => {
    const untold = (id: string, why: string) =>
      resultOf(id, ['reason.true', 'reason.agree'], 'indistinguishable', { why });
    const matrix = of([
      untold('server/a', 'not told apart: 1101, 1005 · 1002, 1010'),
      untold('server/b', 'not told apart: 1005, 1101'),
    ]);
    expect(cellReasons(matrix, 0)).toEqual([
      { kind: 'untold', why: 'not told apart: 1002, 1010 · 1005, 1101', clauses: ['reason.agree', 'reason.true'] },
    ]);
  });

  test.each(['skip', 'inconclusive', 'harness-fault', 'not-run'] as const)(
    'is not shown by a case that ended as %s',
    (verdict) => {
      const matrix = of([resultOf('server/a', ['reason.true'], verdict, { why: 'so it is' })]);
      expect(matrix).toMatchObject({ rows: [], unshown: ['reason.true'] });
    },
  );
});

test('a broken clause is shown once, by the failure that was shrunk and shows most often', () => {
  const failing = (id: string, ...failures: ReturnType<typeof failureBy>[]) =>
    resultOf(id, ['departure.once'], 'fail', { failures });
  const copied = failureBy('departure.once', { sameAs: 'server/b', to: 1 });
  const seldom = failureBy('departure.once', { fails: 1, to: 2 });
  const good = failureBy('departure.once', { to: 4 });
  const { sightings } = of([failing('server/a', copied), failing('server/b', seldom), failing('server/c', good)]);
  expect(sightings).toHaveLength(1);
  expect(sightings[0]?.failure).toBe(good);
  expect(sightings[0]?.cases).toEqual(['server/a', 'server/b', 'server/c']);
});

test('sightings are numbered over all systems, each with its own remark', () => {
  const report = reportOf([
    resultOf('server/a', ['departure.once'], 'fail', {
      failures: [failureBy('departure.once'), failureBy('reason.agree')],
    }),
  ]);
  const remarks = { other: { 'reason.agree': 'It promises nothing of the kind' } };
  const matrix = matrixOf(
    [
      { name: 'box', report },
      { name: 'other', report },
    ],
    remarks,
  );
  expect(matrix.sightings.map(({ number, system, clause, remark }) => [number, system.name, clause, remark])).toEqual([
    [1, 'box', 'departure.once', ''],
    [2, 'box', 'reason.agree', ''],
    [3, 'other', 'departure.once', ''],
    [4, 'other', 'reason.agree', 'It promises nothing of the kind'],
  ]);
  expect(matrix.rows.map(({ cells }) => cells)).toEqual([
    [
      { kind: 'broken', sighting: 1 },
      { kind: 'broken', sighting: 3 },
    ],
    [
      { kind: 'broken', sighting: 2 },
      { kind: 'broken', sighting: 4 },
    ],
  ]);
});

test.each([
  ['', '', 'npx adjourn test server --seed 7'],
  ['--system prosody', '', 'npx adjourn test system --seed 7 prosody'],
  [
    '--system -- python3 box.py',
    '--runs 5 --fast',
    'npx adjourn test system --seed 7 --runs 5 --fast -- python3 box.py',
  ],
  ['--client -- node sdk.js', '', 'npx adjourn test client --seed 7 -- node sdk.js'],
  [
    '--url ws://127.0.0.1:1',
    "--case 'server/a*'",
    "npx adjourn test server --seed 7 --case 'server/a*' --url ws://127.0.0.1:1",
  ],
])('the run of "%s" is repeated by its line', (target, options, line) => {
  expect(commandLine({ target, seed: 7, options })).toBe(line);
});

describe('what cannot be told apart', () => {
  test('is causes of different codes by one word', () => {
    const rows = [
      told({ native: 'gone' }),
      told({ native: 'gone', cause: 'removed-by-host' }),
      told({ native: 'gone', cause: 'cut', listener: 'others' }),
      told({ native: 'over', cause: 'ended-by-host' }),
      told({ native: 'over', cause: 'ended-by-last' }),
    ];
    expect(mergedCauses(rows)).toEqual([
      { listener: 'leaver', word: 'gone', causes: ['own-leave', 'removed-by-host'] },
    ]);
  });

  test('is nothing where nothing was told', () => {
    expect(mergedCauses([told({ means: [] }), told({ means: [], cause: 'cut' })])).toEqual([]);
  });
});

describe('the page', () => {
  const crosswalk = [
    told({ native: 'a | `b` <i>' }),
    told({ cause: 'cut', means: [], times: 1, medianMs: 0, mostMs: 0 }),
    told({ cause: 'switched', means: [] }),
  ];
  const failing = resultOf('server/a', ['departure.once'], 'fail', { failures: [failureBy('departure.once')] });
  const matrix = of([failing, resultOf('server/b', ['leave.answered'], 'pass')], { crosswalk });

  test('in Markdown has as many cells in each line of a table as in its head', () => {
    const tables = matrixMarkdown(matrix)
      .split('\n\n')
      .filter((part) => part.startsWith('| '));
    const widths = tables.map((table) => new Set(table.split('\n').map((line) => line.split(/(?<!\\)\|/).length)));
    expect(widths.length).toBeGreaterThan(2);
    for (const width of widths) expect(width.size).toBe(1);
  });

  test.each([
    ['Markdown', matrixMarkdown(matrix)],
    ['HTML', matrixHtml(matrix)],
  ])('in %s says that it is no verdict, and leads from each broken cell to what was seen', (_, page) => {
    expect(page).toContain('It is no verdict on any product');
    expect(page).toMatch(/#sighting-1/);
    expect(page).toMatch(/### Sighting 1|id="sighting-1"/);
    expect(page).toContain('10 of 10 replays');
    expect(page).toContain('Box 1.2 on 2026-01-31');
    expect(page).toContain('the new room');
    expect(page).toContain('has not been looked up');
    expect(page).toContain('npx adjourn test system --seed 7 box');
  });

  test('in HTML takes no word from outside as an element, and needs nothing beside it', () => {
    const page = matrixHtml(matrix);
    expect(page).not.toMatch(/<i>|<b>/);
    expect(page).not.toMatch(/<script|<link|(?:src|href)="(?!data:|#)/);
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, id] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(id);
  });
});
