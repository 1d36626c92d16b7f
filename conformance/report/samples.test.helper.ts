/** Reports for the tests of reporters: every verdict, and texts from outside that mean something to each format. */
import type { ClauseId } from '../../gen/clauses.js';
import { type BrokenInLog, KEPT_OF_A_CLAUSE, type LogFinding, type LogReport } from '../exchange/log-report.js';
import type { Report } from '../exchange/report.js';
import { failureBy, reportOf, resultOf, tallyOf } from './matrix/reports.test.helper.js';

/** Means something to XML, Markdown and GitHub; has what no XML may contain. */
export const HOSTILE = 'a <b> & "c" ]]> ```` | 100 % @here, [x](y): \u0000\u001b[31m\ud800\uffff 😀\r\nnext';

/** The command that replays {@link failure}. */
export const REPLAY = 'npx adjourn replay .adjourn/1-server-leave.json -- ./server --port 1';

/** A failure that was saved. */
export const failure = { ...failureBy('departure.once'), seen: HOSTILE, file: '.adjourn/1-server-leave.json' };

/** A run against a server in which each verdict was given. */
export const everyVerdict: Report = reportOf(
  [
    resultOf('server/leave', ['departure.once'], 'fail', {
      tookMs: 1_500,
      failures: [failure, failureBy('reason.agree')],
    }),
    resultOf('server/end', ['departure.once'], 'fail', {
      failures: [failureBy('departure.once', { sameAs: 'server/leave' })],
    }),
    resultOf('server/join', ['departure.once'], 'pass'),
    resultOf('server/remove', ['departure.once'], 'skip', { why: HOSTILE }),
    resultOf('server/once', ['departure.once'], 'indistinguishable', { why: '1002, 1010' }),
    resultOf('server/loss', ['departure.once'], 'inconclusive', { why: 'the suite was late' }),
    resultOf('server/fault', ['departure.once'], 'harness-fault', { why: 'an exception' }),
    resultOf('server/rest', ['departure.once'], 'not-run'),
  ],
  {
    target: '-- ./server --port 1',
    exitCode: 1,
    clauses: [tallyOf('departure.once', { broken: 2 }), tallyOf('reason.agree')],
    profile: { ...reportOf([]).profile, wire: true, side: 'server', features: ['extended_codes', 'remove', 'resume'] },
  },
);

/** A violation in line `line`. */
export const findingAt = (clause: ClauseId, line: number, more: Partial<LogFinding> = {}): LogFinding => ({
  clause,
  line,
  at: line * 1_000,
  rooms: ['blue'],
  allowed: '1002 to everyone',
  seen: HOSTILE,
  also: [],
  ...more,
});

/** A log in which each of these clauses was broken so often. */
export function logOf(times: Partial<Record<ClauseId, number>>, more: Partial<LogReport> = {}): LogReport {
  const broken = Object.entries(times).map(([clause, count]): BrokenInLog => {
    const kept = Math.min(count, KEPT_OF_A_CLAUSE);
    const first = Array.from({ length: kept }, (_, index) => findingAt(clause as ClauseId, index + 1));
    return { clause: clause as ClauseId, times: count, first };
  });
  const findings = broken.reduce((sum, one) => sum + one.times, 0);
  return {
    ...{
      spec: '1.0',
      suite: '0.1.0',
      date: '2026-01-31',
      lines: 100,
      observations: 90,
      rooms: 2,
      pieces: 2,
      streams: 0,
    },
    ...{ strange: 0, findings, broken, remarks: [], trouble: '', peakBytes: 1, exitCode: findings > 0 ? 1 : 0 },
    time: { total: 1_000, reading: 1, parsing: 1, decoding: 1 },
    partly: new Map(),
    checks: new Map([['reason.true', 5]]),
    clauses: [
      { clause: 'reason.true', judged: 'whole', checks: 5, why: [] },
      { clause: 'reason.agree', judged: 'whole', checks: 5, why: [] },
      { clause: 'access.token', judged: 'none', checks: 0, why: [{ reason: 'tokens' }] },
    ],
    ...more,
  };
}
