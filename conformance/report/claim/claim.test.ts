import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Profile } from '../../exchange/profile.js';
import type { KnownFailure } from '../../exchange/report.js';
import { reportOf, resultOf, tallyOf } from '../matrix/reports.test.helper.js';
import { claimText } from './claim.js';
import { claimOf } from './index.js';

const passed = resultOf('server/leave', ['leave.answered'], 'pass');
const empty = reportOf([passed]);
const profile: Profile = { ...empty.profile, side: 'server', wire: true, features: [], deviations: [] };
const report = { ...empty, profile };
const stale: KnownFailure = {
  ...{ caseId: 'server/end', reason: '', of: 3, fails: 0 },
  clause: 'close.code',
  state: 'stale',
};
const of = (more: Partial<Profile>) => claimOf({ ...report, profile: { ...profile, ...more } });

describe('a claim', () => {
  const deviations = [{ clause: 'close.follows', why: "closes after 5 s, for a proxy's sake" }];

  test.each([
    of({ features: ['extended_codes', 'remove', 'resume'] }),
    of({}),
    of({ side: 'client', features: ['remove'] }),
    // The singular is for one feature alone.
    of({ features: ['remove'], deviations }).replace('feature remove', 'features remove'),
  ])('is worded as the specification has it: %s', (claim) => {
    const prose = readFileSync(new URL('../../../spec/conformance.md', import.meta.url), 'utf8');
    expect(prose.replaceAll('`', '').split('\n')).toContain(`> ${claim}`);
  });

  test('names each deviation', () => {
    const two = [...deviations, { clause: 'close.code', why: 'so it is' }];
    expect(of({ deviations: two })).toBe(
      "conforms to Adjourn 1.0, server, base; deviates from close.follows (closes after 5 s, for a proxy's sake); deviates from close.code (so it is)",
    );
  });

  test.each([
    [{ exitCode: 1 as const }, 'a case failed'],
    [{ exitCode: 1 as const, known: [stale] }, 'a known failure is gone'],
    [{ exitCode: 3 as const }, 'the run came to no verdict'],
    [{ selection: '--fast' }, 'only a part of the cases was run (--fast)'],
    [{ options: "--case 'server/x*'" }, 'only a part of the cases was run (--case)'],
    [{ options: '--debug' }, 'the run had no timeouts (--debug)'],
    [{ cases: [{ ...passed, verdict: 'known-failure' as const }] }, '1 case fails as known'],
    [{ cases: [{ ...passed, id: 'replay' }] }, 'one scenario alone was played'],
    [{ profile: empty.profile }, 'the system speaks a protocol of its own'],
  ])('is not made where %j', (more, why) => {
    expect(claimOf({ ...report, ...more })).toBe(`no claim: ${why}`);
    expect(claimText({ ...report, ...more }).split('. ')[0]).toBe(`No claim: ${why}`);
  });

  test('as a document says who saw it', () => {
    expect(claimText(report)).toBe(
      'conforms to Adjourn 1.0, server, base\nSeen by adjourn 0.1.0 on 2026-01-31: 1 case, seed 7.\n',
    );
  });

  test('is not made of a system with another protocol: what was seen is said, and what could not be', () => {
    const clauses = [tallyOf('leave.answered'), tallyOf('reason.true', { notToldApart: ['1001, 1005'] })];
    const text = claimText({ ...report, clauses, profile: { ...profile, wire: false, deviations } });
    expect(text).toMatch(/No clause of Adjourn 1\.0 was seen broken; not held against it: /);
    expect(text).toContain('; not told apart: 1001, 1005; deviates from close.follows');
    expect(text).toContain('end.host');
    expect(text).not.toMatch(/against it:[^;]*(leave\.answered|close\.follows|client\.)/);
  });
});
