import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { serve } from '../reference/server/index.js';
import { openNative } from '../sut/native/index.js';
import { runSuite } from './run/index.js';

const output = mkdtempSync(join(tmpdir(), 'adjourn-features-'));
afterAll(() => rmSync(output, { recursive: true }));

/** The verdicts of some cases on a reference server that is configured otherwise than `adjourn serve` is. */
async function verdicts(config: Parameters<typeof serve>[0]['config'], ...cases: string[]) {
  const server = await serve({ port: 0, ...(config ? { config } : {}) });
  try {
    const system = await openNative({ url: server.url });
    const options = { target: '', seed: 11, runs: 5, cases, concurrency: 5, output };
    const report = await runSuite(system, options, () => {});
    return Object.fromEntries(
      report.cases.map(({ id, verdict, why }) => [id, why === '' ? verdict : `${verdict}: ${why}`]),
    );
  } finally {
    await server.stop();
  }
}

describe('the reference server, configured otherwise', () => {
  it('conforms without extended_codes, where a leave has no reason', async () => {
    const seen = await verdicts({ extendedCodes: false }, 'server/core-codes', 'server/leave', 'server/close-codes');
    expect(seen).toEqual({ 'server/core-codes': 'pass', 'server/leave': 'pass', 'server/close-codes': 'pass' });
  });

  it('conforms without remove, which it then refuses', async () => {
    const seen = await verdicts({ remove: false }, 'server/remove-undeclared', 'server/remove');
    expect(seen).toEqual({
      'server/remove-undeclared': 'pass',
      'server/remove': 'skip: the system does not declare remove',
    });
  });

  it('announces a loss when its resume window is over, and not before', async () => {
    const seen = await verdicts({ resumeWindowMs: 300 }, 'server/resume-window', 'server/connection-lost');
    expect(seen).toEqual({ 'server/resume-window': 'pass', 'server/connection-lost': 'pass' });
  });
});
