import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { CaseResult } from '../../exchange/report.js';
import type { Verdict } from '../../exchange/words.js';
import { emptyResult } from '../case-result.js';
import type { Selection } from '../options.js';
import { optionsInWords } from '../run/options-in-words.js';
import { casesOf, select, selectionInWords } from './index.js';
import { keepLastFailed, lastFailedFile, lastFailedIn } from './last-failed.js';

const all = casesOf('server');
const idsOf = (selection: Omit<Selection, 'cases'> & { cases?: string[] }) =>
  select({ cases: [], ...selection }).map(({ id }) => id);

describe('a selection', () => {
  test('of nothing is all', () => {
    expect(idsOf({})).toHaveLength(all.length);
    expect(select({ cases: [] }, 'client').every(({ side }) => side === 'client')).toBe(true);
  });

  test('takes the cases of a glob, without those of another', () => {
    const ends = idsOf({ cases: ['server/end*'] });
    expect(ends).toContain('server/end-by-host');
    expect(idsOf({ cases: ['server/end*'], exclude: ['server/end-by-host'] })).toEqual(
      ends.filter((id) => id !== 'server/end-by-host'),
    );
    expect(idsOf({ exclude: ['server/*e*'] }).every((id) => !id.slice('server/'.length).includes('e'))).toBe(true);
  });

  test('takes the cases that hold a clause, or need a feature', () => {
    for (const { clauses } of select({ cases: [], clauses: ['close.code', 'end.host'] }))
      expect(clauses.includes('close.code') || clauses.includes('end.host')).toBe(true);
    const resuming = select({ cases: [], features: ['resume'] });
    expect(resuming.length).toBeGreaterThan(3);
    expect(resuming.every(({ needs }) => needs.includes('resume'))).toBe(true);
  });

  test('parts all cases into those of the base and those of features', () => {
    const [core, extended] = [idsOf({ set: 'core' }), idsOf({ set: 'extended' })];
    expect([...core, ...extended].sort()).toEqual(all.map(({ id }) => id).sort());
    expect(all.filter(({ id }) => core.includes(id)).every(({ needs }) => needs.length === 0)).toBe(true);
    expect(extended.length).toBeGreaterThan(10);
  });

  test('needs all that is asked for at once', () => {
    const both = select({ cases: ['server/*'], clauses: ['close.code'], features: ['remove'] });
    expect(both.every(({ clauses, needs }) => clauses.includes('close.code') && needs.includes('remove'))).toBe(true);
  });

  test('that fits no case is refused, with what was asked for', () => {
    expect(() => idsOf({ cases: ['server/end*'], exclude: ['server/*'] })).toThrow(
      "No case of a server fits --case 'server/end*' --exclude 'server/*': leave out a part of it",
    );
    expect(() => select({ cases: [], set: 'extended' }, 'client')).toThrow('No case of a client fits --set extended');
    expect(() => idsOf({ lastFailed: [] })).toThrow('No case of a server failed in the last run of this folder');
    expect(() => idsOf({ cases: ['server/nothing'] })).toThrow('No case of a server is named "server/nothing".');
    expect(() => idsOf({ exclude: ['client/*'] })).toThrow('No case of a server is named "client/*".');
  });

  test('is said as it was typed, and repeated where only this folder knows what failed', () => {
    const selection: Selection = { cases: [], features: ['resume'], set: 'extended', lastFailed: ['server/leave'] };
    expect(selectionInWords(selection)).toBe('--feature resume --set extended --last-failed');
    expect(optionsInWords({ cases: [], lastFailed: ['server/leave'], runs: 3 }, 'server')).toBe(
      "--case 'server/leave' --runs 3",
    );
    expect(optionsInWords({ cases: [], exclude: ['server/leave'], fast: true }, 'server')).toBe(
      "--exclude 'server/leave' --fast",
    );
  });
});

describe('what failed when it was last run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'last-failed-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const results = (verdicts: Record<string, Verdict>): CaseResult[] =>
    Object.entries(verdicts).map(([id, verdict]) => ({
      ...emptyResult({ id, title: '', clauses: [] }, 'skip', ''),
      verdict,
    }));
  const place = { folder, kind: 'server' } as const;

  test('stays until it is decided otherwise, for each kind of target', async () => {
    expect(await lastFailedIn(place)).toEqual([]);
    await keepLastFailed(results({ a: 'pass' }), place);
    expect(() => readFileSync(lastFailedFile(folder))).toThrow('ENOENT');
    await keepLastFailed(results({ a: 'fail', b: 'fail', c: 'fail', d: 'pass' }), place);
    await keepLastFailed(results({ x: 'fail' }), { folder, kind: 'pair' });
    expect(await lastFailedIn(place)).toEqual(['a', 'b', 'c']);
    await keepLastFailed(results({ a: 'pass', b: 'inconclusive', e: 'fail', f: 'known-failure' }), place);
    expect(await lastFailedIn(place)).toEqual(['b', 'c', 'e']);
    expect(await lastFailedIn({ folder, kind: 'pair' })).toEqual(['x']);
  });

  test('is written anew where nobody can read it', async () => {
    writeFileSync(lastFailedFile(folder), '{"server": 3}');
    await expect(lastFailedIn(place)).rejects.toThrow(SyntaxError);
    await keepLastFailed(results({ a: 'fail' }), place);
    expect(await lastFailedIn(place)).toEqual(['a']);
  });
});
