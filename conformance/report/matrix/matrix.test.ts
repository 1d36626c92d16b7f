import { describe, expect, test } from 'vitest';
import { commandLine } from './command-line.js';
import { type Matrix, matrixHtml, matrixMarkdown, matrixOf } from './index.js';
import { cellReasons, seenByChance } from './reasons.js';
import { failureBy, reportOf, resultOf, tallyOf, told } from './reports.test.helper.js';
import { mergedCauses } from './told-apart.js';

const cell = ({ rows }: Matrix, clause: string) => rows.find((row) => row.clause === clause)?.cells[0];
const of = (...args: Parameters<typeof reportOf>) => matrixOf([{ name: 'box', report: reportOf(...args) }]);

describe('a cell of the table of clauses', () => {
  const shows = (...clauses: ReturnType<typeof tallyOf>[]) => of([], { clauses });

  test('holds where it was checked, and never broken', () => {
    expect(cell(shows(tallyOf('departure.once')), 'departure.once')).toEqual({
      kind: 'holds',
      checks: 2,
      broken: 0,
      partly: '',
    });
  });

  test('holds where only a race broke it by chance, which is listed with how often', () => {
    const rare = failureBy('departure.once', { fails: 90, of: 120 });
    const failing = [resultOf('server/a', ['departure.once'], 'fail', { failures: [rare] })];
    const matrix = of(failing, { clauses: [tallyOf('departure.once', { checks: 500, broken: 2 })] });
    const held = { checks: 500, broken: 2, sighting: 1 };
    expect(cell(matrix, 'departure.once')).toEqual({ kind: 'holds', partly: '', ...held });
    expect(seenByChance(matrix, 0)).toMatchObject([{ clause: 'departure.once', ...held }]);
    const line = 'held 500 times, broken in 2 plays: [sighting 1](#sighting-1)';
    expect(matrixMarkdown(matrix)).toContain(`- by chance: \`departure.once\` ${line}`);
    expect(matrixHtml(matrix)).toContain('held 500 times, broken in 2 plays: <a href="#sighting-1">');
  });

  test.each([
    ['it shows again in nearly all replays', { fails: 18, of: 20 }, { checks: 500, broken: 2 }],
    ['it was broken in many plays', { fails: 8, of: 120 }, { checks: 390, broken: 4 }],
  ])('is broken where %s', (_, shrink, tally) => {
    const failing = resultOf('server/a', ['departure.once'], 'fail', {
      failures: [failureBy('departure.once', shrink)],
    });
    const matrix = of([failing], { clauses: [tallyOf('departure.once', tally)] });
    expect(cell(matrix, 'departure.once')).toEqual({ kind: 'broken', sighting: 1 });
  });

  test('is not shown where nothing but a race has come near it', () => {
    const rare = failureBy('departure.once', { fails: 8, of: 120 });
    const failing = [resultOf('server/a', ['departure.once'], 'fail', { failures: [rare] })];
    const matrix = of(failing, {
      clauses: [tallyOf('departure.once', { checks: 0, broken: 2 }), tallyOf('leave.answered')],
    });
    expect(matrix.unshown).toContain('departure.once');
  });

  test('is not shown where it was seen broken, and nobody has examined it by itself', () => {
    const matrix = shows(tallyOf('departure.once', { broken: 1 }), tallyOf('leave.answered'));
    expect(matrix.unshown).toEqual(['departure.once']);
  });

  test('is broken where any case has failed by it, whatever the case is about', () => {
    const failing = resultOf('server/b', ['leave.answered'], 'fail', { failures: [failureBy('departure.once')] });
    const matrix = of([failing], { clauses: [tallyOf('departure.once', { broken: 1 })] });
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

  test('cannot be told where it was checked only where the system merges', () => {
    const notToldApart = ['1002, 1010', '1005, 1101'];
    const why = 'not told apart: 1002, 1010 · 1005, 1101';
    const untold = tallyOf('reason.true', { checks: 0, untold: 20, notToldApart });
    expect(cell(shows(untold), 'reason.true')).toEqual({ kind: 'untold', why });
    expect(cell(shows({ ...untold, checks: 1 }), 'reason.true')).toEqual({ kind: 'untold', why });
    expect(cell(shows({ ...untold, checks: 2 }), 'reason.true')).toEqual({
      kind: 'holds',
      checks: 2,
      broken: 0,
      partly: why,
    });
    const matrix = shows(untold, tallyOf('reason.agree', { checks: 0, notToldApart }));
    expect(cellReasons(matrix, 0)).toEqual([{ kind: 'untold', why, clauses: ['reason.agree', 'reason.true'] }]);
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
  const matrix = of([failing], { crosswalk, clauses: [tallyOf('leave.answered')] });

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
