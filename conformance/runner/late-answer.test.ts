import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as path } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseExample } from '../exchange/notation/index.js';
import { silentJoined } from '../exchange/observation.js';
import type { Profile } from '../exchange/profile.js';
import type { Failure } from '../exchange/report.js';
import { host, join, leave, type Scenario } from '../exchange/scenario.js';
import type { Bench, ReportRecord, SystemUnderTest, World } from '../sut/system.js';
import { generous } from './play/limits.js';
import { play } from './play/play.js';
import type { Watch } from './play/played.js';
import { replayFile } from './run/replay.js';
import { saveFailure } from './save.js';

const scenario: Scenario = { seats: [host('ann')], rounds: [[join('ann')], [leave('ann')]] };
const { history } = parseExample('features extended_codes remove\nseats ann:host\nround 1\n');

/** Answers a Join only after as long as this, in milliseconds, and everything else at once. */
function slow(answersAfterMs: number, profile: Partial<Profile> = {}): SystemUnderTest {
  const act =
    ({ answerMs }: World, report: ReportRecord): Bench['act'] =>
    async (action) => {
      const { seat } = action;
      const at = { seat, connection: 1 };
      report({ kind: 'sent', ...at, action, ...(action.kind === 'leave' ? { request: 1, ack: 1 } : {}) });
      if (action.kind === 'leave') {
        const reason = { sequence: 2, replyTo: 1, reason: [1101] };
        report({ kind: 'seen', ...at, observation: { kind: 'roomLeft', ...reason } });
        report({ kind: 'seen', ...at, observation: { kind: 'closed', code: 4101 } });
        return { kind: 'done' };
      }
      if (seat === 'ann' && answersAfterMs > answerMs) report({ kind: 'overdue', ...at, action, afterMs: answerMs });
      const { features } = history.profile;
      const who = { session: 'blue-1', participation: `${seat}-1`, features };
      report({ kind: 'seen', ...at, observation: { ...silentJoined, kind: 'joined', sequence: 1, ...who } });
      return { kind: 'done' };
    };
  return {
    profile: { ...history.profile, resumeWindowMs: 0, ...profile },
    open: async (world, report) => ({ act: act(world, report), settle: async () => 'fenced', close: async () => {} }),
    revive: async () => {},
    stop: async () => {},
  };
}

test('an answer that comes after it was given up leaves the rest unplayed: nothing is concluded', async () => {
  const { judgement, undecided } = await play(slow(2_500), scenario, generous);
  expect(judgement).toMatchObject({ kind: 'inconclusive', fault: undefined });
  expect(undecided).toBe(
    'ann waited for an answer for more than 2 s, and 1 of 2 rounds was not played: with --debug no answer is late',
  );
});

test('what only haste has given up is waited for', async () => {
  const { judgement, history: seen, undecided } = await play(slow(500), scenario, { ...generous, answerMs: 100 });
  expect({ kind: judgement.kind, undecided }).toEqual({ kind: 'pass', undecided: undefined });
  expect(seen.records.at(-1)).toMatchObject({ observation: { kind: 'closed' } });
});

test('a system that deviates on purpose is excused', async () => {
  const deviations = [{ clause: 'request.answered' as const, why: 'it was decided so' }];
  expect((await play(slow(2_500, { deviations }), scenario, generous)).judgement.kind).toBe('pass');
});

let file = '';
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path(tmpdir(), 'late-answer-'));
  const shrink = { from: 2, to: 2, tookMs: 0, fails: 9, of: 9, atOnce: 1, sameAs: '' };
  const what = { clause: 'request.answered', at: 1, allowed: 'an answer', seen: 'none', oracleOnly: false } as const;
  const failure: Failure = { ...what, scenario, history, shrink, file: '' };
  file = await saveFailure(failure, { seed: 1, caseId: 'server/join' }, folder);
});
afterAll(() => rm(folder, { recursive: true }));

test('a replay of which rounds are left is no success', async () => {
  const report = await replayFile(slow(2_500), file, { target: '--url ws://here' });
  expect(report).toMatchObject({ exitCode: 3, cases: [{ verdict: 'inconclusive' }] });
  expect(report.cases[0]?.why).toContain('1 of 2 rounds was not played');
});

test('a replay that passes says what it was played on, and how often it failed before', async () => {
  const report = await replayFile(slow(0), file);
  expect(report).toMatchObject({ exitCode: 0, cases: [{ verdict: 'pass' }] });
  expect(report.cases[0]?.why).toBe(
    'on the reference server, for no target was given; fails 0 of 1; failed 9 of 9 when it was saved',
  );
});

test('an observer learns the number of the play', async () => {
  const times: number[] = [];
  const watch = (_: Scenario, time: number): Watch => {
    times.push(time);
    return {};
  };
  await replayFile(slow(0), file, { target: 'x', times: 3, watch });
  expect(times).toEqual([1, 2, 3]);
});
