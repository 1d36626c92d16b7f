// The page for an address that is none, at any depth, below any path: everything on it leads to where it is.

import { describe, expect, test } from 'vitest';
import { BROWSER, MISSING, meetPages } from './browser.mjs';
import { buildSite } from './site.mjs';

const REAL = { version: '1.0.0', homepage: 'https://somebody.github.io/projects/adjourn' };

describe.skipIf(BROWSER === undefined)(`the page 404 in a browser${MISSING}`, () => {
  const files = BROWSER === undefined ? new Map() : buildSite();
  const known = BROWSER === undefined ? new Map() : buildSite({ manifest: REAL });

  describe.each([
    ['at the root', ''],
    ['below a path', 'projects/adjourn/'],
  ])('%s', (_, under) => {
    const { open, root } = meetPages(files, { under, missing: true });

    test.each(['gone.html', 'room', 'api/deep/er/gone.html'])('of %s has the contents and the search', async (path) => {
      const page = await open(path);
      await page.waitForSelector('#search');
      expect(await page.textContent('h1')).toBe('There is no such page');
      const links = await page.locator('a[href]').evaluateAll((all) => all.map(({ href }) => href));
      expect(links.length).toBeGreaterThan(30);
      const lost = links.filter((href) => !files.has(href.replace(root(), '').split('#')[0]));
      expect(lost).toEqual([]);
      await page.fill('#search', 'resumtion');
      await page.waitForSelector('#results li');
      await page.keyboard.press('Enter');
      await page.waitForURL(`${root()}resumption.html`);
      await page.context().close();
    });

    test('is in the colours of the site', async () => {
      const page = await open('api/gone.html', { colorScheme: 'dark' });
      await page.waitForSelector('#theme');
      const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      await page.waitForFunction(() => getComputedStyle(document.body).backgroundColor === 'rgb(22, 25, 29)');
      await page.click('#theme');
      expect(await paper()).toBe('rgb(255, 255, 255)');
      await page.context().close();
    });
  });

  describe('where package.json says where the site is', () => {
    const { open, root } = meetPages(known, { under: 'projects/adjourn/', missing: true });

    test('its links hold without scripts', async () => {
      const page = await open('api/deep/gone.html', { javaScriptEnabled: false });
      await page.click('main a >> text=overview');
      expect(page.url()).toBe(`${root()}index.html`);
      await page.context().close();
    });
  });
});
