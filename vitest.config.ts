import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['conformance/**/*.test.ts', 'spec/**/*.test.{ts,mjs}'],
    // What needs a server that somebody else wrote: `npm run test:foreign`.
    exclude: [...configDefaults.exclude, '**/*.foreign.test.ts'],
    // Some tests start servers and search state spaces; on a busy machine of two cores the default 5 s is too tight.
    testTimeout: 90_000,
    // Those that start processes mostly wait for them: every core has a worker, where the default leaves one idle.
    maxWorkers: '100%',
    globalSetup: ['conformance/cli/fixtures/snapshot.mjs'],
    // .ci/run counts the tests that ran.
    reporters: process.env.COUNT_TESTS ? ['default', ['json', { outputFile: '.adjourn/vitest.json' }]] : ['default'],
  },
});
