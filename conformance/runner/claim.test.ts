import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Profile } from '../exchange/profile.js';
import { emptyResult } from './case-result.js';
import { claimOf } from './claim.js';

const profile: Profile = {
  ...{ name: '', side: 'server', wire: true, features: [], resumeWindowMs: 0, tokens: false, slackMs: 0 },
  ...{ unsupported: [], deviations: [] },
};
const tally = { checks: 3, broken: 0, named: 0, untold: 0, notToldApart: [] };
const passed = { ...emptyResult({ id: 'server/leave', title: '', clauses: [] }, 'skip', ''), verdict: 'pass' as const };
const report = { spec: '1.0', profile, cases: [passed], clauses: [], exitCode: 0 as const, selection: '' };
const of = (more: Partial<Profile>) => claimOf({ ...report, profile: { ...profile, ...more } });

describe('a claim', () => {
  const deviations = [{ clause: 'close.follows', why: "closes after 5 s, for a proxy's sake" }];

  test.each([
    of({ features: ['extended_codes', 'remove', 'resume'] }),
    of({}),
    of({ side: 'client', features: ['remove'] }),
    of({ features: ['remove'], deviations }).replace('features remove', 'features remove'),
  ])('is worded as the specification has it: %s', (claim) => {
    const prose = readFileSync(new URL('../../spec/conformance.md', import.meta.url), 'utf8');
    expect(prose.split('\n')).toContain(`> ${claim}`);
  });

  test('names each deviation', () => {
    const two = [...deviations, { clause: 'close.code', why: 'so it is' }];
    expect(of({ deviations: two })).toBe(
      "conforms to Adjourn 1.0, server, base; deviates from `close.follows` (closes after 5 s, for a proxy's sake) and `close.code` (so it is)",
    );
  });

  test('is not made of a system with another protocol: what was seen is said, and what could not be', () => {
    const clauses = [
      { clause: 'leave.answered' as const, ...tally },
      { clause: 'reason.true' as const, ...tally, notToldApart: ['1001, 1005'] },
    ];
    const claim = claimOf({ ...report, clauses, profile: { ...profile, wire: false, deviations } });
    expect(claim).toMatch(/^no clause of Adjourn 1\.0 was seen broken; not held against it: /);
    expect(claim).toContain('; not told apart: 1001, 1005; deviates from `close.follows`');
    expect(claim).toContain('end.host');
    expect(claim).not.toMatch(/against it:[^;]*(leave\.answered|close\.follows|client\.)/);
  });

  test.each([
    { exitCode: 1 as const },
    { exitCode: 3 as const },
    { selection: '--fast' },
    { cases: [{ ...passed, verdict: 'known-failure' as const }] },
  ])('is not made where %j', (more) => {
    expect(claimOf({ ...report, ...more })).toBe('');
  });
});
