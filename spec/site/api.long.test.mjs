// The library's pages: everything that the package exports has its place there, and every link leads somewhere.

import { beforeAll, expect, test } from 'vitest';
import { exportedByEntry } from '../tools/examples.mjs';
import { apiPages } from './api.mjs';
import { LIBRARY } from './library.mjs';
import { brokenLinks, idsTwice, values } from './links.test.helper.mjs';
import { buildSite } from './site.mjs';

let files;
beforeAll(async () => {
  files = buildSite({ api: await apiPages() });
}, 180_000);

test('each name of each entry has an anchor on the page of its entry', () => {
  const entries = exportedByEntry();
  expect(entries.length).toBeGreaterThan(5);
  const missing = entries.flatMap(({ name, names }) => {
    const ids = values('id', files.get(`${name.replace('adjourn', 'api')}.html`));
    return names.filter((one) => !ids.includes(one)).map((one) => `${name}: ${one}`);
  });
  expect(missing).toEqual([]);
});

test('every link leads somewhere, and no id stands twice', () => {
  expect(brokenLinks(files)).toEqual([]);
  expect(idsTwice(files)).toEqual([]);
});

test('a docblock, the declaration without its body, and the example stand below the name', () => {
  const [, after = ''] = files.get('api/suite.html').split('id="testServer"');
  const [own] = after.split('<h3');
  expect(own).toContain('one that a function starts in this process');
  expect(own).toContain('<a href="#ServerTarget">ServerTarget</a>');
  expect(own).toContain('import { testServer } from');
  expect(own).not.toContain('=> {');
});

test('the contents and the search lead to the library', () => {
  expect(files.get('index.html')).toContain(`href="${LIBRARY}"`);
  expect(files.get('assets/search-index.js')).toContain('api/suite.html#testServer');
});
