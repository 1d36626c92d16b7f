import { configDefaults, defineConfig } from 'vitest/config';

/** Tests that start processes, search for long, or replace modules that others share: `npm run test:rest`. */
const REST = ['**/*.process.test.ts', '**/*.long.test.{ts,mjs}', '**/*.isolated.test.ts'];
/** Tests that need a server that somebody else wrote: `npm run test:foreign`. */
const FOREIGN = '**/*.foreign.test.ts';
const ALL = ['conformance/**/*.test.ts', 'spec/**/*.test.{ts,mjs}'];

export default defineConfig({
  test: {
    // Tests that start processes mostly wait for them, so every core gets a worker; for those of test:rest there is one more.
    maxWorkers: '100%',
    // .ci/run counts the tests that ran; it names the file.
    reporters: process.env.COUNT_TESTS ? ['default', ['json', { outputFile: process.env.COUNT_TESTS }]] : ['default'],
    projects: [
      {
        test: {
          name: 'quick',
          include: ALL,
          exclude: [...configDefaults.exclude, ...REST, FOREIGN],
          // Each worker loads the sources once, and not once for each file: half of the time went into loading.
          isolate: false,
          // Some search state spaces; on a busy machine of two cores the default of 5 s is too tight.
          testTimeout: 90_000,
        },
      },
      {
        test: {
          name: 'rest',
          include: REST.map((pattern) => `{conformance,spec}/${pattern}`),
          exclude: [...configDefaults.exclude, FOREIGN],
          // A whole run of the suite, started by a test, on a machine that is busy otherwise.
          testTimeout: 180_000,
          globalSetup: ['conformance/cli/fixtures/snapshot.mjs'],
        },
      },
    ],
  },
});
