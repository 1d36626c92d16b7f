import { expect, test } from 'vitest';
import type { Profile } from '../../exchange/profile.js';
import type { CaseResult } from '../../exchange/report.js';
import { emptyResult } from '../case-result.js';
import { sumUp } from './sum-up.js';

const skipped = (id: string, why: string): CaseResult => emptyResult({ id, title: '', clauses: [] }, 'skip', why);
const sum = (...cases: CaseResult[]) =>
  sumUp({ target: '', seed: 1, profile: {} as Profile, cases, trouble: '', started: performance.now() });

test('a run of skipped cases says which, why, and what to do', () => {
  expect(sum(skipped('server/a', 'left out by --fast'))).toMatchObject({
    exitCode: 3,
    trouble:
      'nothing was checked, because the only case was skipped: server/a (left out by --fast): choose other cases, or change what the reason names',
  });
  const fast = ['a', 'b', 'c', 'd', 'e'].map((name) => skipped(`server/${name}`, 'left out by --fast'));
  expect(sum(...fast, skipped('server/z', 'the system does not declare operator')).trouble).toBe(
    'nothing was checked, because each of the 6 cases was skipped: server/a, server/b, server/c and 2 more (left out by --fast); server/z (the system does not declare operator): choose other cases, or change what the reason names',
  );
});

test('where a case was run, the skipped ones are no trouble', () => {
  const passed: CaseResult = { ...skipped('server/b', ''), verdict: 'pass', checks: 3 };
  expect(sum(skipped('server/a', 'left out by --fast'), passed)).toMatchObject({ exitCode: 0, trouble: '' });
});
