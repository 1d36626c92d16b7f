// The site as a reader meets it: in a real browser, with scripts and without, in light, in dark and on paper.

import { describe, expect, test } from 'vitest';
import { makeCatalogue } from '../../conformance/cli/catalogue/make.js';
import { apiPages } from './api.mjs';
import { BROWSER, MISSING, meetPages, PHONE } from './browser.mjs';
import { buildSite } from './site.mjs';

const files = BROWSER === undefined ? new Map() : buildSite({ api: await apiPages(), cases: makeCatalogue().cases });

describe.skipIf(BROWSER === undefined)(`the site in a browser${MISSING}`, () => {
  const pages = [...files.keys()].filter((path) => path.endsWith('.html'));
  const { open, root } = meetPages(files);

  test('every clause is an anchor on its page, and no link is broken', async () => {
    const page = await open('index.html');
    const found = new Map();
    for (const path of pages) {
      await page.goto(root() + path);
      found.set(path, await page.evaluate(anchorsAndLinks));
    }
    const { clauses } = JSON.parse(files.get('clauses.json'));
    const unanchored = Object.entries(clauses)
      .filter(([id, { section }]) => !found.get(section.replace('.md', '.html')).ids.includes(id))
      .map(([id]) => id);
    expect(unanchored).toEqual([]);
    const broken = [...found].flatMap(([path, { links }]) =>
      links.filter((link) => !leadsSomewhere(link, found)).map((link) => `${path}: ${link}`),
    );
    expect(broken).toEqual([]);
    await page.context().close();
  });

  function leadsSomewhere(link, found) {
    if (!link.startsWith(root())) return true;
    const [path, anchor] = link.slice(root().length).split('#');
    return files.has(path) && (anchor === undefined || found.get(path).ids.includes(decodeURIComponent(anchor)));
  }

  test('no page is wider than a phone', async () => {
    const page = await open('index.html', { viewport: PHONE });
    const wide = [];
    for (const path of pages) {
      await page.goto(root() + path);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > PHONE.width) wide.push(`${path}: ${width}`);
    }
    expect(wide).toEqual([]);
    await page.context().close();
  });

  test('a deep link shows its clause below the head of the page', async () => {
    const page = await open('room.html#departure.once');
    const top = await page.evaluate(() => document.querySelector(':target').getBoundingClientRect().top);
    const head = await page.evaluate(() => document.querySelector('header').getBoundingClientRect().bottom);
    expect(await page.evaluate(() => document.querySelector(':target').id)).toBe('departure.once');
    expect(top).toBeGreaterThanOrEqual(head);
    expect(top).toBeLessThan(head + 100);
    await page.context().close();
  });

  test('the registry can be filtered by text and by set', async () => {
    const page = await open('reason-codes.html');
    const shown = () => page.locator('#registry tbody tr:visible td:first-child').allTextContents();
    const all = await shown();
    expect(all.length).toBeGreaterThanOrEqual(15);
    await page.selectOption('#registry-filter select', 'core');
    expect(await shown()).toEqual(all.filter((code) => code < '1010'));
    await page.fill('#registry-filter input', 'network');
    expect(await shown()).toEqual(['1001']);
    expect(await page.textContent('#registry-filter output')).toBe(`1 of ${all.length} codes`);
    await page.selectOption('#registry-filter select', '');
    expect(await shown()).toEqual(['1001', '1102', '1103', '1104']);
    await page.context().close();
  });

  test('without scripts the registry is a table, and nothing stands there that does nothing', async () => {
    const page = await open('reason-codes.html', { javaScriptEnabled: false });
    expect(await page.locator('#registry tbody tr:visible').count()).toBeGreaterThanOrEqual(15);
    expect(await page.locator('input, button').count()).toBe(0);
    await page.context().close();
  });

  test('dark stays dark on the next page', async () => {
    const page = await open('index.html', { colorScheme: 'light' });
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await paper();
    await page.click('#theme');
    const dark = await paper();
    expect(dark).not.toBe(light);
    await page.goto(`${root()}room.html`);
    expect(await paper()).toBe(dark);
    await page.context().close();
  });

  test('on paper everything is readable, and nothing is there to be clicked', async () => {
    const page = await open('room.html', { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
    expect(await page.locator('header:visible, nav:visible, .permalink:visible').count()).toBe(0);
    const clauses = await page.locator('.clause').count();
    // A sentence and its list are parts of one rule.
    expect(await page.locator('.clause', { has: page.locator('.rule') }).count()).toBe(clauses);
    expect(await page.locator('.clause .rule:visible').count()).toBe(await page.locator('.clause .rule').count());
    const examples = await page.locator('.shown-by li').count();
    expect(await page.locator('.shown-by li:visible').count()).toBe(examples);
    await page.context().close();
  });
});

const anchorsAndLinks = () => ({
  ids: [...document.querySelectorAll('[id]')].map(({ id }) => id),
  links: [...document.querySelectorAll('a[href]')].map(({ href }) => href),
});
