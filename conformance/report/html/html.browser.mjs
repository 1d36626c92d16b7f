// The HTML report as a reader meets it: from the disk, in a real browser, wide and narrow, in light, in dark and on paper.

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { plain } from '../palette.ts';
import { html } from './index.ts';
import { badLog, failing, HOSTILE, hostile } from './pages.test.helper.ts';

const BROWSER = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WIDE = { width: 1366, height: 768 };
const PHONE = { width: 390, height: 844 };

const frame = { palette: plain, columns: 100 };
const passing = { ...failing, exitCode: 0, cases: failing.cases.filter(({ verdict }) => verdict === 'pass') };
const pages = {
  failing: await html.run(failing, frame, false),
  hostile: await html.run(hostile, frame, false),
  passing: await html.run(passing, frame, false),
  unreached: await html.run({ ...failing, cases: [], exitCode: 3, trouble: 'Nothing listens there' }, frame, false),
  log: await html.log(badLog, HOSTILE, frame, 0),
};

const missing = BROWSER === undefined ? ': skipped, for there is no Chromium (apt-get install chromium)' : '';

describe.skipIf(BROWSER === undefined)(`the HTML report in a browser${missing}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'adjourn-html-'));
  let browser;
  /** What no page may do in any test: complain, break its own policy, or ask for anything but itself. */
  const complaints = [];

  beforeAll(async () => {
    for (const [name, text] of Object.entries(pages)) writeFileSync(join(folder, `${name}.html`), text);
    browser = await chromium.launch({ executablePath: BROWSER, args: QUIET });
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  afterEach(async () => {
    await Promise.all((browser?.contexts() ?? []).map((context) => context.close()));
    expect(complaints.splice(0)).toEqual([]);
  });

  async function open(name, { hash = '', ...options } = {}) {
    const address = pathToFileURL(join(folder, `${name}.html`)).href;
    const context = await browser.newContext({
      viewport: WIDE,
      permissions: ['clipboard-read', 'clipboard-write'],
      ...options,
    });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    page.on('console', (message) => complaints.push(`${name} ${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(`${name} ${error.message}`));
    page.on('request', (request) => {
      if (request.url().split('#')[0] !== address) complaints.push(`${name} asks for ${request.url()}`);
    });
    await page.goto(address + hash);
    return page;
  }

  describe.each([
    ['light', WIDE],
    ['dark', WIDE],
    ['light', PHONE],
    ['dark', PHONE],
  ])('in %s, at %o', (colorScheme, viewport) => {
    test.each(Object.keys(pages))(
      'axe finds nothing on the page %s, and nothing stands out at its side',
      async (name) => {
        const page = await open(name, { colorScheme, viewport });
        const rest = page.locator('details:not([open]) > summary');
        if (name !== 'failing') while ((await rest.count()) > 0) await rest.first().click();
        expect(await barriers(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
      },
    );
  });

  test('light and dark have different colours, in diagrams as well', async () => {
    const colours = () => [
      getComputedStyle(document.body).backgroundColor,
      getComputedStyle(document.querySelector('svg.picture text')).fill,
    ];
    const light = await (await open('failing', { colorScheme: 'light' })).evaluate(colours);
    const dark = await (await open('failing', { colorScheme: 'dark' })).evaluate(colours);
    expect(light[0]).toBe('rgb(255, 255, 255)');
    expect(dark[0]).not.toBe(light[0]);
    expect(dark[1]).not.toBe(light[1]);
  });

  test('a text from outside runs nothing', async () => {
    for (const name of ['hostile', 'log']) {
      const page = await open(name);
      expect(await page.evaluate(() => globalThis.stolen)).toBeUndefined();
      expect(await page.locator('img, iframe, object, base, link').count()).toBe(0);
      expect(await page.textContent('header code')).toBe(HOSTILE);
    }
  });

  test('the policy holds even where markup got into the page', async () => {
    const page = await open('failing');
    await page.evaluate(
      (markup) => {
        document.body.insertAdjacentHTML('beforeend', markup);
        document.body.append(Object.assign(document.createElement('script'), { textContent: 'globalThis.stolen = 2' }));
      },
      HOSTILE.replace('http://127.0.0.1:9/x', 'data:,x'),
    );
    await page.locator('img').hover({ force: true });
    expect(await page.evaluate(() => globalThis.stolen)).toBeUndefined();
    const refused = complaints.splice(0);
    expect(refused.length).toBeGreaterThanOrEqual(2);
    expect(refused.filter((one) => !one.includes('Content Security Policy'))).toEqual([]);
  });

  describe('filters', () => {
    const shown = (page) => page.locator('[data-verdict]:visible').evaluateAll((all) => all.map(({ id }) => id));
    const numbers = (...all) => all.map((number) => `server/case-${number}`);

    test('by verdict, with counts, and back', async () => {
      const page = await open('failing');
      await page.getByLabel('skipped 1', { exact: true }).check();
      expect(await shown(page)).toEqual(['server/skipped']);
      expect(await page.locator('section.group:visible').count()).toBe(1);
      expect(await page.textContent('output')).toBe('1 of 26 cases');
      await page.getByText('Show all').click();
      await page.waitForFunction(() => document.querySelector('output').textContent === '26 of 26 cases');
      expect(await shown(page)).toHaveLength(26);
    });

    test('by a clause that is broken, and by one that is held against', async () => {
      const page = await open('failing');
      await page.selectOption('[name=clause]', '!reason.true');
      expect(await shown(page)).toEqual(numbers(3));
      expect(await page.textContent('#cases-fail-title .count')).toBe('1 of 20');
      await page.selectOption('[name=clause]', 'end.host');
      expect(await shown(page)).toEqual(['server/skipped', 'server/passes']);
    });

    test('by feature and by text, together', async () => {
      const page = await open('failing');
      await page.selectOption('[name=feature]', 'remove');
      expect(await shown(page)).toEqual(numbers(2, 4, 6, 8, 10, 12, 14, 16, 18, 20));
      await page.keyboard.press('/');
      await page.keyboard.type('CASE-1 number');
      expect(await shown(page)).toEqual(numbers(10, 12, 14, 16, 18));
    });

    test('of a log by clause', async () => {
      const page = await open('log');
      await page.selectOption('[name=clause]', 'reason.agree');
      expect(await page.locator('[data-verdict]:visible').count()).toBe(1);
      expect(await page.textContent('output')).toBe('1 of 3 violations that are shown');
    });
  });

  test('all that is shown opens and shuts at once', async () => {
    const page = await open('failing');
    await page.getByLabel('failed 20', { exact: true }).check();
    await page.getByText('Open all').click();
    expect(await page.locator('details.case[open]').count()).toBe(20);
    expect(await page.locator('svg.picture:visible').count()).toBe(21);
    await page.getByText('Close all').click();
    expect(await page.locator('details.case[open]').count()).toBe(0);
  });

  test('the button puts the replay line on the clipboard, and says so', async () => {
    const page = await open('failing');
    const button = page.locator('[id="server/case-2:departure.once"] .copy');
    await button.click();
    await page.waitForFunction((one) => one.textContent.startsWith('Copied'), await button.elementHandle());
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      'npx adjourn replay .adjourn/3333475562-server-case-departure-once.json --times 20 -- node server.js --port $PORT',
    );
  });

  const top = (page) => page.evaluate(() => document.querySelector(':target').getBoundingClientRect().top);
  const isInSight = async (page) => {
    await page.waitForFunction(() => document.querySelector(':target')?.checkVisibility());
    const place = await top(page);
    return place >= 0 && place < WIDE.height / 2;
  };

  describe('a deep link', () => {
    const hash = '#server/case-17:departure.once';

    test('opens the failure, and shows it below the name of its case', async () => {
      const page = await open('failing', { hash });
      expect(await isInSight(page)).toBe(true);
      expect(await page.locator(':target svg.picture').isVisible()).toBe(true);
    });

    test('works without scripts too', async () => {
      const before = await open('failing', { javaScriptEnabled: false });
      expect(await before.locator('[id="server/case-17:departure.once"] svg.picture').isVisible()).toBe(false);
      const page = await open('failing', { hash, javaScriptEnabled: false });
      await page.locator('[id="server/case-17:departure.once"] svg.picture').waitFor();
    });

    test('followed on the page, it undoes a filter that hides its place', async () => {
      const page = await open('failing');
      await page.getByLabel('passed 1', { exact: true }).check();
      expect(await page.locator('[id="server/case-3"]').isVisible()).toBe(false);
      await page.locator('#broken a', { hasText: 'reason.true' }).click();
      expect(await isInSight(page)).toBe(true);
      expect(await page.evaluate(() => location.hash)).toBe('#server/case-3:reason.true');
    });

    test('to a case opens it', async () => {
      const page = await open('failing', { hash: '#server/skipped' });
      await page.waitForSelector('[id="server/skipped"][open]');
    });
  });

  test('without scripts all can be read, and nothing stands there that does nothing', async () => {
    const page = await open('failing', { javaScriptEnabled: false });
    expect(await page.locator('form:visible, button:visible, input:visible').count()).toBe(0);
    expect(await page.locator('details.case:visible').count()).toBe(26);
    await page.locator('summary', { hasText: 'server/case-20' }).click();
    await page.locator('[id="server/case-20"] svg.picture').waitFor();
  });

  test.each([true, false])(
    'on paper every failure is open, in black on white, with scripts: %s',
    async (javaScriptEnabled) => {
      const page = await open('failing', { colorScheme: 'dark', javaScriptEnabled });
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      const heights = await page
        .locator('article.failure svg.picture')
        .evaluateAll((all) => all.map((one) => [one.checkVisibility(), one.getBoundingClientRect().height > 100]));
      expect(heights).toHaveLength(21);
      expect(heights.flat()).not.toContain(false);
      expect(await page.locator('form:visible, button:visible').count()).toBe(0);
      expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
      const paper = await page.pdf({ format: 'A4' });
      expect(paper.toString('latin1').match(/\/Type \/Page\b/g).length).toBeGreaterThan(10);
    },
  );

  test('what was shut is shut again after printing', async () => {
    const page = await open('failing');
    const open4 = await page.locator('details.case[open]').count();
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    expect(await page.locator('details.fail[open]').count()).toBe(20);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    expect(await page.locator('details.case[open]').count()).toBe(open4);
  });
});

async function barriers(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => ({ id, target, failureSummary })),
  );
}
