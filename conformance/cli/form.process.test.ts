/** A run against a base server holds it against exactly the clauses of its form: no row is idle, and none is missing. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { ClauseId } from '../../gen/clauses.js';
import { isShown, rowsOfServer } from './form.test.helper.js';
import { main, startNode } from './launch.test.helper.js';

const folder = mkdtempSync(join(tmpdir(), 'adjourn-form-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Without a window the loss is the departure, and nobody sees when the server noticed it. */
const NOT_SEEN: readonly ClauseId[] = ['connection.lost-in-time'];

/** The part of a JSON report that is read here. */
interface Written {
  readonly clauses: readonly { readonly clause: ClauseId; readonly checks: number }[];
  readonly cases: readonly { readonly clauses: readonly ClauseId[]; readonly verdict: string }[];
}

test('what a run holds a base server against is what its form has', async () => {
  const file = join(folder, 'report.json');
  const secret = ['--token-secret-env', 'FORM_SECRET'];
  const server = ['serve', '--features', 'none', '--window', '0', '--heartbeat', '300', ...secret];
  const run = ['test', 'server', '--seed', '1', '--runs', '4', '--reporter', `json=${file}`, ...secret];
  const { stderr } = await startNode(folder, [main, ...run, '--', process.execPath, main, ...server], {
    FORM_SECRET: '0123456789abcdef0123456789abcdef',
  }).ended;
  expect(stderr).not.toContain('failed');
  const report: Written = JSON.parse(readFileSync(file, 'utf8'));
  const checked = report.clauses.filter(({ checks }) => checks > 0).map(({ clause }) => clause);
  const rows = rowsOfServer([]);
  expect(checked.filter((id) => !rows.includes(id))).toEqual([]);
  // On a machine that has other things to do, a case about times may come to nothing.
  const untold = report.cases
    .filter(({ verdict }) => verdict === 'VERDICT_INCONCLUSIVE')
    .flatMap(({ clauses }) => clauses);
  const idle = rows.filter(isShown).filter((id) => !checked.includes(id) && !untold.includes(id));
  expect(idle).toEqual(NOT_SEEN);
});
