import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { main, start } from '../launch.test.helper.js';

const folder = mkdtempSync(join(tmpdir(), 'adjourn-clean-'));
afterAll(() => rmSync(folder, { recursive: true }));
const adjourn = (...args: string[]) => start(folder, ...args).ended;

test('what a run has saved is removed, and what others wrote there is not', async () => {
  const target = ['--', process.execPath, main, 'serve', '--mutant', 'announces-twice'];
  expect((await adjourn('test', 'server', '--case', 'server/remove', ...target)).code).toBe(1);
  writeFileSync(join(folder, '.adjourn/notes.txt'), 'mine');
  expect(await adjourn('clean')).toMatchObject({
    code: 0,
    stdout:
      'Removed from ".adjourn": 1 saved scenario, 1 picture, 1 list of failed cases.\nKept, for the suite did not write it: notes.txt.\n',
    stderr: '',
  });
  rmSync(join(folder, '.adjourn/notes.txt'));
  expect((await adjourn('clean')).stdout).toBe('Nothing to remove in ".adjourn". The folder is gone as well.\n');
  expect(existsSync(join(folder, '.adjourn'))).toBe(false);
  expect(await adjourn('clean')).toMatchObject({
    code: 0,
    stdout: 'Nothing to remove: there is no folder ".adjourn".\n',
  });
});
