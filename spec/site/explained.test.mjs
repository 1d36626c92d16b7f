// `adjourn explain` prints where the site explains the same: each of these addresses must lead to a place.

import { expect, test } from 'vitest';
import { makeCatalogue } from '../../conformance/cli/catalogue/make.js';
import { explainWord } from '../../conformance/cli/commands/explain.js';
import { plain } from '../../conformance/report/palette.js';
import { values } from './links.test.helper.mjs';
import { buildSite } from './site.mjs';

const catalogue = makeCatalogue();
const files = buildSite({ cases: catalogue.cases });
const { clauses } = JSON.parse(files.get('clauses.json'));
const ids = new Map(
  [...files].filter(([path]) => path.endsWith('.html')).map(([path, html]) => [path, values('id', html)]),
);

test.each([
  ['clauses', Object.keys(clauses)],
  ['reason codes', catalogue.reasons.map(({ code }) => String(code))],
  ['cases', catalogue.cases.map(({ id }) => id)],
])('what it prints for all %s is an anchor of the site', (_, words) => {
  expect(words.length).toBeGreaterThan(10);
  const lost = words.filter((word) => {
    const printed = explainWord(word, catalogue, plain).find((line) => /^ +site /.test(line)) ?? '';
    // Where a release has said where the site is, the page stands after that.
    const [, page, anchor] = /([\w-]+\.html)#(\S+)$/.exec(printed) ?? [];
    return anchor !== word || !ids.get(page)?.includes(anchor);
  });
  expect(lost).toEqual([]);
});
