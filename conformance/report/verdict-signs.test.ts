/** The README has a table of the signs, for readers of a run; this holds it to what a run prints. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { verdictSymbols } from './case-line.js';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

test('the README explains the sign of each verdict, and no other', () => {
  const [, section = ''] = readme.split('### What the lines of a run say');
  const [table = ''] = section.split('\n### ');
  const rows = [...table.matchAll(/^\| (\S) +\| (\S+) +\|/gm)].map(([, sign, verdict]) => [verdict, sign]);
  expect(Object.fromEntries(rows)).toEqual(verdictSymbols);
});
