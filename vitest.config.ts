import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['conformance/**/*.test.ts', 'spec/**/*.test.{ts,mjs}'],
    // Some tests start servers and search state spaces; on a busy machine of two cores the default 5 s is too tight.
    testTimeout: 30_000,
    // CI counts the tests that ran.
    reporters: process.env.CI ? ['default', ['json', { outputFile: '.adjourn/vitest.json' }]] : ['default'],
  },
});
