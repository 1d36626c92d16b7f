/** The reference client in headless Chromium, which dials back. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { rolldown } from 'rolldown';
import { afterAll, describe, expect, test } from 'vitest';
import { examineClient } from '../../runner/doctor/client.js';
import { runSuite } from '../../runner/run/index.js';
import { openTestee, type Testee } from '../../sut/testee/index.js';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
/** How long the browser may take to come up and dial, in milliseconds. */
const DIAL_MS = 60_000;

const running: (() => unknown)[] = [];
afterAll(async () => {
  for (const stop of running.splice(0).toReversed()) await stop();
});

/** The page and its script, for the browser. */
async function serve(): Promise<string> {
  const bundle = await rolldown({
    input: here('page.mjs'),
    platform: 'browser',
    // Its paths name the client for Node.
    tsconfig: false,
    resolve: {
      alias: { 'adjourn/client': here('../../reference/client/browser.ts') },
      extensionAlias: { '.js': ['.ts', '.js'] },
    },
  });
  const { output } = await bundle.generate({ format: 'esm' });
  const html = readFileSync(here('index.html'));
  const server: Server = createServer(({ url = '/' }, response) => {
    const isScript = url.endsWith('.js');
    response.setHeader('cache-control', 'max-age=600');
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? output[0].code : html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  running.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

async function inBrowser(): Promise<Testee> {
  const page = await serve();
  const browser: Browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  running.push(() => browser.close());
  const announce = (url: string): void => {
    void browser.newPage().then((tab) => tab.goto(`${page}?testee=${encodeURIComponent(url)}`));
  };
  const system = await openTestee({ dialling: { host: '127.0.0.1', port: 0, waitMs: DIAL_MS, announce } });
  running.push(() => system.stop());
  return system;
}

/** How long all of it may take. */
const MOST_MS = 480_000;

describe.skipIf(!existsSync(CHROMIUM))('the reference client in a page', () => {
  test(
    'conforms',
    async () => {
      const system = await inBrowser();
      const { findings, runs } = await examineClient(system);
      expect(findings.filter(({ mark }) => mark !== 'good')).toEqual([]);
      expect(runs).toBe(true);
      // A browser has one WebSocket on its way to an address at a time: a world that is never answered would hold up all others.
      // So each wait is waited for by itself.
      const options = { target: 'a page', seed: 7, cases: [], concurrency: 1, output: '.adjourn' };
      const report = await runSuite(system, { ...options, runs: 2, side: 'client' }, () => {});
      const bad = report.cases
        .filter(
          ({ verdict }) =>
            verdict === 'fail' || verdict === 'harness-fault' || verdict === 'not-run' || verdict === 'skip',
        )
        .map(({ id, verdict, why }) => ({ id, verdict, why }));
      expect(report.trouble).toBe('');
      expect(bad).toEqual([]);
    },
    MOST_MS,
  );
});
