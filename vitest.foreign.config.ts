/** Tests that need a server that somebody else wrote, installed on this machine. They are skipped, visibly, where it is not. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['conformance/**/*.foreign.test.ts'], testTimeout: 180_000 },
});
