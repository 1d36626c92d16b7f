// Whether everybody can read the site: what axe finds, how large the words of the drawings are, and what tables are on a phone.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { makeCatalogue } from '../../conformance/cli/catalogue/make.js';
import { apiPages } from './api.mjs';
import { BROWSER, MISSING, meetPages, PHONE } from './browser.mjs';
import { buildSite } from './site.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** One page of each kind. */
const KINDS = [
  'index.html',
  'room.html',
  'reason-codes.html',
  'states.html',
  'binding.html',
  'algorithm-server.html',
  'matrix.html',
  'limits.html',
  'schemas.html',
  'getting-started.html',
  'report.html',
  'ci.html',
  'versions.html',
  'cases.html',
  '404.html',
  'introduction.html',
  'examples/index.html',
  'examples/goodbye-close.html',
  'api/index.html',
  'api/suite.html',
];

/** Pages whose tables and drawings are others on a phone. */
const ON_PHONES = ['reason-codes.html', 'matrix.html', 'binding.html', 'states.html', 'report.html', '404.html'];

const files = BROWSER === undefined ? new Map() : buildSite({ api: await apiPages(), cases: makeCatalogue().cases });

describe.skipIf(BROWSER === undefined)(`the site for everybody${MISSING}`, () => {
  const pages = [...files.keys()].filter((path) => path.endsWith('.html'));
  const { open, root } = meetPages(files);

  describe('axe finds nothing', () => {
    // Examples, and entries of the library, are alike: one page of each kind stands for them.
    const own = pages.filter((path) => !/^(?:examples|api)\//.test(path) || KINDS.includes(path));

    test.each(own)('on %s', async (path) => {
      const page = await open(path);
      expect(await barriers(page)).toEqual([]);
      await page.context().close();
    });

    test.each(KINDS)('on %s in the dark', async (path) => {
      const page = await open(path, { colorScheme: 'dark' });
      expect(await barriers(page)).toEqual([]);
      await page.context().close();
    });

    test.each(ON_PHONES)('on %s on a phone', async (path) => {
      const page = await open(path, { viewport: PHONE });
      expect(await barriers(page)).toEqual([]);
      await page.context().close();
    });

    test.each(['light', 'dark'])('in a search on a phone, in %s', async (colorScheme) => {
      const page = await open('room.html', { colorScheme, viewport: PHONE });
      await page.fill('#search', 'resumtion');
      await page.waitForSelector('#results li');
      expect(await barriers(page)).toEqual([]);
      await page.context().close();
    });

    test('in what a diagram says in words', async () => {
      const page = await open('client.html');
      await page.locator('.in-words summary').first().click();
      expect(await page.locator('.in-words li:visible').count()).toBeGreaterThan(2);
      expect(await barriers(page)).toEqual([]);
      await page.context().close();
    });
  });

  test.each(['light', 'dark'])(
    'the words of each diagram are at least 12 px large in %s, on a phone too',
    async (colorScheme) => {
      const drawn = pages.filter((path) => files.get(path).includes('class="drawing"'));
      expect(drawn.length).toBeGreaterThan(7);
      const page = await open('index.html', { colorScheme, viewport: PHONE });
      for (const path of drawn) {
        await page.goto(root() + path);
        const { smallest, wide, blind } = await page.evaluate(legibility);
        expect(smallest, path).toBeGreaterThanOrEqual(12);
        expect(wide, path).toBeLessThanOrEqual(PHONE.width);
        expect(blind, path).toEqual([]);
      }
      await page.context().close();
    },
  );

  test('on a phone the registry is cards: each cell says what it is, and the head is still there to be heard', async () => {
    const page = await open('reason-codes.html#1002', { viewport: PHONE });
    const card = page.locator('[id="1002"]');
    const cells = await card
      .locator('td')
      .evaluateAll((all) =>
        all.map((cell) => [cell.dataset.label, getComputedStyle(cell, '::before').content, cell.offsetLeft]),
      );
    const heads = await page.locator('#registry').getByRole('columnheader').allTextContents();
    expect(cells.map(([label]) => label)).toEqual(heads);
    expect(cells.map(([, said]) => said)).toEqual(heads.map((head) => `"${head}: "`));
    // One below the other, and nothing to be scrolled to.
    expect(new Set(cells.map(([, , left]) => left)).size).toBe(1);
    expect(await page.evaluate(() => document.querySelector('.table').scrollWidth)).toBeLessThanOrEqual(PHONE.width);
    expect(await page.locator('#registry').getByRole('row').count()).toBeGreaterThan(15);
    await page.selectOption('#registry-filter select', 'extended');
    expect(await card.isVisible()).toBe(false);
    await page.context().close();
  });
});

/** How large the words of the diagrams are as they are shown, how wide the page is, and words in the colour of the paper. */
function legibility() {
  const paper = getComputedStyle(document.body).backgroundColor;
  const texts = [...document.querySelectorAll('.drawing svg text')];
  const sizeOf = (text) => Number.parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a;
  return {
    smallest: Math.min(...texts.map(sizeOf)),
    wide: document.documentElement.scrollWidth,
    blind: texts.filter((text) => getComputedStyle(text).fill === paper).map(({ textContent }) => textContent),
  };
}

async function barriers(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => ({ id, target, failureSummary })),
  );
}
