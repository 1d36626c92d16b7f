import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { undeclarable } from './deviating.js';

test('what cannot be declared away is what the specification says', () => {
  const prose = readFileSync(new URL('../../spec/conformance.md', import.meta.url), 'utf8');
  const [, list = ''] = prose.split('No deviation can be declared from these clauses');
  const [sentence = ''] = list.split('An implementation');
  expect([...sentence.matchAll(/`([a-z-]+\.[a-z-]+)`/g)].map(([, clause]) => clause)).toEqual(undeclarable);
});
