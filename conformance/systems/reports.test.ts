/** spec/systems.md is made of the reports that are kept, and of nothing else. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { clauses } from '../../gen/clauses.js';
import { reports } from '../exchange/codec.js';
import { matrixMarkdown, matrixOf, reportLines, type SystemRemarks, trimReport } from '../report/matrix/index.js';

const folder = new URL('reports/', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');
const remarks = JSON.parse(read('remarks.json')) as SystemRemarks;
const named = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .sort()
  .map((file) => ({ name: file.replace('.json', ''), text: read(`reports/${file}`) }))
  .map(({ name, text }) => ({ name, text, report: reports.fromJson(JSON.parse(text)) }));

test('the page is what the reports say now', () => {
  const page = readFileSync(new URL('../../spec/systems.md', import.meta.url), 'utf8');
  expect(page === matrixMarkdown(matrixOf(named, remarks)), 'spec/systems.md is stale. Run: npm run matrix').toBe(true);
});

describe.each(named)('the report of $name', ({ name, text, report }) => {
  test('is small, and says when and how it was made', () => {
    expect(text.length).toBeLessThan(100_000);
    expect(report.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(report.target).toBe(name === 'reference' ? '' : `--system ${name}`);
    expect(report.trouble).toBe('');
  });

  test('is as "npm run systems" writes it, and names no folder of whoever wrote it', () => {
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
  for (const [system, sentences] of Object.entries(remarks)) {
    expect(named.map(({ name }) => name)).toContain(system);
    for (const clause of Object.keys(sentences)) expect(Object.keys(clauses)).toContain(clause);
  }
});
