/** spec/systems.md is made of the reports that are kept, and of nothing else. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { clauses } from '../../gen/clauses.js';
import { keptNames, PAGE, PICTURE_FILE, pageOf, readKept, readRemarks } from '../bench/systems/kept.js';
import { reportLines, trimReport } from '../report/matrix/index.js';

const project = fileURLToPath(new URL('../..', import.meta.url));
const named = keptNames(project).map((name) => readKept(project, name));

test('the page and its picture are what the reports say now', () => {
  const { page, picture } = pageOf(project);
  expect(readFileSync(`${project}/${PAGE}`, 'utf8') === page, `${PAGE} is stale. Run: npm run matrix`).toBe(true);
  const isFresh = readFileSync(`${project}/${PICTURE_FILE}`, 'utf8') === picture;
  expect(isFresh, `${PICTURE_FILE} is stale. Run: npm run matrix`).toBe(true);
});

describe.each(named)('the report of $name', ({ name, text, report }) => {
  test('is small, and says when and how it was made', () => {
    expect(text.length).toBeLessThan(100_000);
    expect(report.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(report.target).toBe(name === 'reference' ? '' : `--system ${name}`);
    expect(report.trouble).toBe('');
  });

  test('is as "npm run systems" writes it, and names no folder of the machine it was written on', () => {
    expect(reportLines(trimReport(report))).toBe(text);
    expect(text).not.toMatch(/\/(?:home|tmp|work|root)\//);
  });

  test('has replayed what it says is broken', () => {
    for (const { failures } of report.cases)
      for (const { shrink } of failures.filter((failure) => failure.shrink.sameAs === ''))
        expect(shrink.fails, shrink.sameAs).toBeGreaterThan(0);
  });
});

test('each remark is about a system that has a report, and a clause', () => {
  for (const [system, sentences] of Object.entries(readRemarks(project))) {
    expect(named.map(({ name }) => name)).toContain(system);
    for (const clause of Object.keys(sentences)) expect(Object.keys(clauses)).toContain(clause);
  }
});
