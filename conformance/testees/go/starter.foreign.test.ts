/** The starter in Go keeps the protocol: its own tests, where Go is on the machine. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const here = fileURLToPath(new URL('.', import.meta.url));
const hasGo = spawnSync('go', ['version']).status === 0;

describe.skipIf(!hasGo)('the starter in Go', () => {
  test('answers every command once', () => {
    const { status, stdout, stderr } = spawnSync('go', ['test', './...'], { cwd: here, encoding: 'utf8' });
    expect(stdout + stderr).toContain('ok');
    expect(status).toBe(0);
  });
});
