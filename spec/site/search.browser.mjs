// The search as somebody uses it who has the keys alone, or listens to the page, or has opened the site below a path or from a disk.

import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { BROWSER, MISSING, meetPages } from './browser.mjs';
import { writeFiles } from './main.mjs';
import { buildSite } from './site.mjs';

describe.skipIf(BROWSER === undefined)(`the search in a browser${MISSING}`, () => {
  const files = BROWSER === undefined ? new Map() : buildSite();
  const { open, root } = meetPages(files, { under: 'projects/adjourn/' });
  const folder = mkdtempSync(join(tmpdir(), 'adjourn-site-'));
  afterAll(() => rm(folder, { recursive: true }));

  const titles = (page) => page.locator('#results li .title').allTextContents();
  const heard = (page) => page.textContent('#found');

  test('finds a clause from any page, below any path, and goes there by the keys alone', async () => {
    const page = await open('examples/goodbye-close.html');
    await page.keyboard.press('/');
    await page.keyboard.type('dpearture.once');
    await page.waitForSelector('#results li');
    expect((await titles(page))[0]).toBe('departure.once');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${root()}room.html#departure.once`);
    await page.context().close();
  });

  test('Enter goes to the best, also before anything was loaded', async () => {
    const page = await open('index.html');
    await page.evaluate(() => {
      const input = document.getElementById('search');
      input.value = 'resumtion';
      input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    });
    await page.waitForURL(`${root()}resumption.html`);
    await page.context().close();
  });

  test('the arrows, Home and End go through what is found, and Escape comes back', async () => {
    const page = await open('index.html');
    await page.keyboard.press('/');
    await page.keyboard.type('fence');
    await page.waitForSelector('#results li');
    const focused = () => page.evaluate(() => document.activeElement.querySelector?.('.title')?.textContent);
    const all = await titles(page);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe(all[1]);
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toBe(all[0]);
    await page.keyboard.press('End');
    expect(await focused()).toBe(all.at(-1));
    await page.keyboard.press('Home');
    expect(await focused()).toBe(all[0]);
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement.id)).toBe('search');
    expect(await page.isVisible('#results')).toBe(false);
    await page.context().close();
  });

  test('says how many it found, whether a word was taken for another, and that it found nothing', async () => {
    const page = await open('index.html');
    // What is announced must be in the page before it has something to say.
    expect(await page.getAttribute('#found', 'role')).toBe('status');
    expect(await page.evaluate(() => getComputedStyle(document.getElementById('found')).display)).not.toBe('none');
    const says = async (typed, words) => {
      await page.fill('#search', typed);
      await page.waitForFunction((said) => new RegExp(said).test(document.getElementById('found').textContent), words);
    };
    await says('resumption', '^\\d+ found');
    await says('gohst', '^Nothing is spelled so; \\d+ near it$');
    await says('xylophone', '^0 found$');
    expect(await page.locator('#results li').count()).toBe(0);
    await page.fill('#search', '');
    await page.waitForSelector('#results', { state: 'hidden' });
    expect(await heard(page)).toBe('');
    await page.context().close();
  });

  test('works from a disk', async () => {
    writeFiles(files, folder);
    const page = await open('index.html');
    await page.goto(pathToFileURL(join(folder, 'examples/index.html')).href);
    await page.keyboard.press('/');
    await page.keyboard.type('4200');
    await page.waitForSelector('#results li');
    expect((await titles(page))[0]).toBe('4200');
    await page.context().close();
  });
});
