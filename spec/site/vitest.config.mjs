/** The tests of the site that need a browser. They are skipped, visibly, where there is none. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['spec/site/**/*.browser.mjs'], testTimeout: 60_000, hookTimeout: 60_000 },
});
