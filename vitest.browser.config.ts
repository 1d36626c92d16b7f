/** The tests that need a browser: the site, and the HTML report. They are skipped, visibly, where there is none. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['{spec,conformance}/**/*.browser.mjs'], testTimeout: 60_000, hookTimeout: 60_000 },
});
