import { expect, test } from 'vitest';
import { parseExample } from '../exchange/index.js';
import { isDoubtful } from './in-time.js';
import { calibrated } from './lag.js';
import { generous } from './limits.js';
import type { Played } from './play.js';

const { history } = parseExample('seats ann:host\nround 1\n');
const profile = { ...history.profile, slackMs: 250 };
const brisk = { ...generous, waits: false };

function played(lagMs: number, clause: 'close.follows' | 'reason.true' | undefined): Played {
  const fault = clause && { clause, at: 0, allowed: '', seen: '', oracleOnly: false };
  const kind = fault ? 'fail' : 'pass';
  const judgement = { kind, fault, refuted: false, missing: false, checks: new Map(), merged: [], triples: [] };
  return { history, judgement, lagMs } as unknown as Played;
}

test('a clause about time is in doubt where the suite was late itself', () => {
  expect(isDoubtful(played(300, 'close.follows'), profile, brisk)).toBe(true);
  expect(isDoubtful(played(200, 'close.follows'), profile, brisk)).toBe(false);
});

test('any other is in doubt only where times are waited for', () => {
  expect(isDoubtful(played(300, 'reason.true'), profile, brisk)).toBe(false);
  expect(isDoubtful(played(300, 'reason.true'), profile, generous)).toBe(true);
});

test('what passes is in no doubt', () => expect(isDoubtful(played(300, undefined), profile, generous)).toBe(false));

test('measured lag is added to the slack, within a bound', () => {
  expect(calibrated(profile, 40.4).slackMs).toBe(290);
  expect(calibrated(profile, 60_000).slackMs).toBe(750);
});
