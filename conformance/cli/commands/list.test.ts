/** What `adjourn list --clauses` shows to somebody who asks which clauses bind an implementation. */
import { expect, test, vi } from 'vitest';
import { clauses } from '../../../gen/clauses.js';
import { splitArgv } from '../command.js';
import { run } from '../program.js';

/** The ids that are listed. */
async function listed(...options: string[]): Promise<string[]> {
  let said = '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((chunk, encoding?: unknown, done?: unknown) => {
    said += chunk;
    const written = typeof encoding === 'function' ? encoding : done;
    if (typeof written === 'function') written();
    return true;
  });
  try {
    await run(splitArgv(['list', '--clauses', ...options]));
  } finally {
    spy.mockRestore();
  }
  return [...said.matchAll(/^([a-z]+\.\S+) {2}/gm)].map(([, id = '']) => id);
}

test('all of them, where nobody asks for less', async () => {
  expect(await listed()).toEqual(Object.keys(clauses));
});

test('those of a class', async () => {
  const ids = await listed('--class', 'client');
  expect(ids).toContain('client.dispose');
  expect(ids).toContain('secrets.not-logged');
  expect(ids).not.toContain('departure.once');
});

test('those that bind a server with some features, and with none', async () => {
  const base = await listed('--class', 'server', '--feature', 'none');
  const resuming = await listed('--class', 'server', '--feature', 'resume');
  expect(base).toContain('departure.once');
  expect(resuming).toEqual(expect.arrayContaining(base));
  const more = resuming.filter((id) => !base.includes(id));
  expect(more).toContain('resume.missed');
  expect(more.every((id) => /^(resume|repeat|restart|request)\./.test(id))).toBe(true);
  const replacing = await listed('--feature', 'replace', '--feature', 'resume');
  expect(replacing).not.toContain('join.duplicate');
});
