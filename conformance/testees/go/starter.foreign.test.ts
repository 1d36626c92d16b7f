/** The starters in Go keep the protocol, and the meeting that one of them brings conforms; where Go is on the machine. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { converse, EXPECTED } from '../starters.test.helper.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const adjourn = here('../../../dist/conformance/cli/main.js');
const hasGo = spawnSync('go', ['version']).status === 0;

const folder = mkdtempSync(join(tmpdir(), 'adjourn-go-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(!hasGo)('the starter in Go', () => {
  test('answers every command once', () => {
    const { status, stdout, stderr } = spawnSync('go', ['test', './...'], { cwd: here('.'), encoding: 'utf8' });
    expect(stdout + stderr).toContain('ok');
    expect(status).toBe(0);
  });
});

describe.skipIf(!hasGo)('the starter in Go for a whole system', () => {
  const command = [join(folder, 'system')];

  test('compiles, without a word from vet', () => {
    for (const args of [
      ['vet', '.'],
      ['build', '-o', ...command, '.'],
    ]) {
      const { status, stderr } = spawnSync('go', args, { cwd: here('system'), encoding: 'utf8' });
      expect(stderr).toBe('');
      expect(status).toBe(0);
    }
  });

  test('answers every command once', async () => {
    expect(await converse(command, folder)).toEqual(EXPECTED);
  });

  test.each([
    ['is found well by the doctor', ['doctor', '--system'], 'A run makes sense.'],
    ['conforms', ['test', 'system', '--seed', '7', '--runs', '3'], 'Conforms'],
  ])('%s', (_, args, words) => {
    const run = spawnSync(process.execPath, [adjourn, ...args, '--', ...command], { cwd: folder, encoding: 'utf8' });
    expect(run.stdout).toContain(words);
    expect(run.stdout).not.toContain('✗');
    expect(run.status).toBe(0);
  });
});
