import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { undeclarable } from './deviating.js';

test('what cannot be declared away is what the specification says', () => {
  const prose = readFileSync(new URL('../../spec/conformance.md', import.meta.url), 'utf8');
  const [sentence = ''] = /^These clauses cannot be declared away.*$/m.exec(prose) ?? [];
  expect([...sentence.matchAll(/`([a-z-]+\.[a-z-]+)`/g)].map(([, clause]) => clause)).toEqual(undeclarable);
});
