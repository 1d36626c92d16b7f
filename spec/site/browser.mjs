// A real browser for the tests of the site. They are skipped, visibly, where there is none.

import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { serve } from './serve.mjs';

/** Where it is; undefined where there is none. */
export const BROWSER = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

/** The screen of a phone that is neither large nor small. */
export const PHONE = { width: 390, height: 844 };

/** What is added to the name of a test that is skipped. */
export const MISSING = BROWSER === undefined ? ': skipped, for there is no Chromium (apt-get install chromium)' : '';

// What a browser says of an address that is none, which is no complaint of a page.
const NOTHING_THERE = /^Failed to load resource: the server responded with a status of 404/;

/**
 * Serves the files of a site for the tests around it, and opens its pages.
 * No page may complain in any of them, or ask another machine for something.
 * @param under the folder below which they are served, such as `a/b/`
 * @param missing whether the tests ask for what is not there
 */
export function meetPages(files, { under = '', missing = false } = {}) {
  let browser;
  let server;
  const complaints = [];

  beforeAll(async () => {
    server = await serve(files, under);
    browser = await chromium.launch({ executablePath: BROWSER, args: QUIET });
  });

  afterAll(async () => {
    await browser?.close();
    await server?.end();
  });

  afterEach(() => {
    expect(complaints.splice(0)).toEqual([]);
  });

  return {
    /** The address at which they are served. */
    root: () => server.root,
    /** Opens a page, in a context of its own. */
    async open(path, options = {}) {
      const context = await browser.newContext(options);
      const page = await context.newPage();
      page.on('console', (message) => {
        if (!missing || !NOTHING_THERE.test(message.text()))
          complaints.push(`${path} ${message.type()}: ${message.text()}`);
      });
      page.on('pageerror', (error) => complaints.push(`${path} ${error.message}`));
      page.on('request', (request) => {
        if (!/^(data:|file:|http:\/\/127\.0\.0\.1:)/.test(request.url()))
          complaints.push(`${path} asks for ${request.url()}`);
      });
      await page.goto(server.root + path);
      return page;
    },
  };
}
