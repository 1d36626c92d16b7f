// The form "What binds me" as somebody meets it who fills it in: on a screen, on a phone, on paper, and without scripts.

import { describe, expect, test } from 'vitest';
import { BROWSER, MISSING, meetPages } from './browser.mjs';
import { buildSite } from './site.mjs';

describe.skipIf(BROWSER === undefined)(`the form in a browser${MISSING}`, () => {
  const files = BROWSER === undefined ? new Map() : buildSite();
  const { open } = meetPages(files);
  const { clauses } = JSON.parse(files.get('clauses.json') ?? '{"clauses":{}}');
  const bound = (of, declared) =>
    Object.entries(clauses)
      .filter(([, { binds }]) => binds.classes.includes(of))
      .filter(
        ([
          ,
          {
            binds: { features = [], without = [] },
          },
        ]) => of !== 'server' || isHeld(features, without, declared),
      )
      .map(([id]) => id)
      .sort();
  const isHeld = (features, without, declared) =>
    features.every((name) => declared.includes(name)) && !without.some((name) => declared.includes(name));
  const shown = async (page) =>
    (await page.locator('.form tbody tr:visible td:first-child').allTextContents()).map((id) => id.trim()).sort();

  test('shows the clauses that bind, keeps the marks, and says what may be claimed', async () => {
    const page = await open('binding.html');
    await page.selectOption('#form-choice select', 'server');
    expect(await shown(page)).toEqual(bound('server', []));
    await page.check('#form-choice input[value="resume"]');
    expect(await shown(page)).toEqual(bound('server', ['resume']));
    await page.selectOption('#form-choice select', 'operator');
    const rows = await page.locator('.form tbody tr:visible').all();
    for (const row of rows) await row.locator('input').first().check();
    await rows[0].locator('input[value="deviates"]').check();
    const said = () => page.textContent('#form-choice output');
    expect(await said()).toMatch(/ The claim: conforms to Adjourn 1\.0, operator; deviates from [a-z.-]+, with/);
    await page.reload();
    expect(await said()).toMatch(/ The claim: /);
    await page.click('#form-choice button[name="clear"]');
    expect(await said()).toMatch(/^0 of /);
    await page.context().close();
  });

  test('is printed with the rows that were chosen, and with nothing to be clicked', async () => {
    const page = await open('binding.html');
    await page.selectOption('#form-choice select', 'client');
    await page.emulateMedia({ media: 'print' });
    expect(await shown(page)).toEqual(bound('client', []));
    expect(await page.locator('#form-choice:visible').count()).toBe(0);
    await page.context().close();
  });

  test('has its boxes without scripts as well', async () => {
    const page = await open('binding.html', { javaScriptEnabled: false });
    expect(await page.locator('.form td', { hasText: '☐' }).count()).toBeGreaterThan(200);
    expect(await page.locator('main input').count()).toBe(0);
    await page.context().close();
  });

  test('fits on a phone', async () => {
    const page = await open('binding.html', { viewport: { width: 390, height: 844 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.context().close();
  });
});
