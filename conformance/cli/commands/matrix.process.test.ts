import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { reports } from '../../exchange/codec.js';
import { start } from '../launch.test.helper.js';

const folder = mkdtempSync(join(tmpdir(), 'adjourn-matrix-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('what people were told in a run is in its report, and on the page', async () => {
  const options = ['--case', 'server/leave', '--case', 'server/remove', '--runs', '3', '--seed', '7'];
  const { code, stdout } = await start(folder, 'test', 'server', ...options, '--reporter', 'json').ended;
  expect(code).toBe(0);
  const { crosswalk, date, options: said } = reports.fromJson(JSON.parse(stdout));
  expect(crosswalk).toContainEqual(expect.objectContaining({ cause: 'own-leave', listener: 'leaver', means: [1101] }));
  expect(crosswalk).toContainEqual(
    expect.objectContaining({ cause: 'removed-by-host', listener: 'others', means: [1002] }),
  );
  expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  expect(said).toBe("--case 'server/leave' --case 'server/remove' --runs 3");
  writeFileSync(join(folder, 'reference.json'), stdout);
  const page = await start(folder, 'matrix', 'reference.json').ended;
  expect(page).toMatchObject({ code: 0, stderr: '' });
  expect(page.stdout).toMatch(/left of its own accord +\| `1101` \(\d+ times, \d+ ms, at most \d+ ms\)/);
  expect(page.stdout).toContain(`npx adjourn test server --seed 7 ${said}`);
});
