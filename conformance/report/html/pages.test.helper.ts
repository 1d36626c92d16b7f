/** What the tests of the pages show: a run with many failures, and texts that would like to be markup. */

import type { LogFinding, LogReport } from '../../exchange/log-report.js';
import { parseExample } from '../../exchange/notation/index.js';
import type { CaseResult, Failure, Report } from '../../exchange/report.js';
import { failureBy, reportOf, resultOf, tallyOf, told } from '../matrix/reports.test.helper.js';

/** Runs as a script, or asks another machine for a picture, wherever it is not escaped. */
export const HOSTILE = `</pre></title><script>globalThis.stolen = 1</script><img src="http://127.0.0.1:9/x" onerror="globalThis.stolen = 1">" onmouseover='x' \u202e&amp;`;

const SEATS = ['ann', 'bob', 'cyd', 'dan', 'eve', 'fay', 'gus', 'hal'];

/** As large as a diagram gets: everybody comes and goes, and more than is shown. */
const crowd = parseExample(
  [
    `seats ${SEATS.map((name) => `${name}:attendee`).join(' ')}`,
    'features extended_codes',
    'round 1',
    ...SEATS.flatMap((name) => [`${name} > join blue`, `${name} < joined blue$1 ${name}#1`]),
    'round 2',
    ...SEATS.flatMap((name) => [
      `${name} > leave`,
      `${name} < roomLeft 1101 re=1`,
      ...SEATS.filter((other) => other > name).map((other) => `${other} < participantLeft ${name}#1 1101`),
    ]),
  ].join('\n'),
).history;

const large: Failure = {
  ...failureBy('departure.once', { from: 31, to: 12, tookMs: 412, fails: 7, of: 9 }),
  at: crowd.records.length - 7,
  explained: crowd.records.length - 7,
  state: ['room blue, session blue$1: ann#1, bob#1', 'sent, and not taken up yet: Leave of ann'],
  scenario: crowd.scenario,
  history: crowd,
  allowed: 'one ParticipantLeft for ann#1 to each of bob#1, cyd#1 and dan#1',
  file: '.adjourn/3333475562-server-case-departure-once.json',
};

const failedCase = (number: number): CaseResult =>
  resultOf(`server/case-${number}`, ['departure.once', 'reason.true'], 'fail', {
    title: `What the case number ${number} is about, in a sentence of the usual length`,
    seed: 3_333_475_562,
    runs: 40,
    checks: 1_234,
    steps: 321,
    tookMs: 100 * number,
    needs: number % 2 === 0 ? ['remove'] : ['resume', 'switch'],
    failures: [large, ...(number === 3 ? [{ ...large, clause: 'reason.true' as const }] : [])].map((failure) => ({
      ...failure,
      shrink: { ...failure.shrink, sameAs: number > 4 ? 'server/case-1' : '' },
    })),
  });

/** Twenty failed cases, each with a diagram as large as it gets, and one case of every other verdict. */
export const failing: Report = reportOf(
  [
    resultOf('server/passes', ['end.host'], 'pass', { title: 'What passes' }),
    resultOf('server/skipped', ['end.host'], 'skip', {
      runs: 0,
      why: 'the system does not declare relay',
      needs: ['relay'],
    }),
    resultOf('server/merged', ['reason.true'], 'indistinguishable'),
    resultOf('server/open', ['reason.true'], 'inconclusive', { why: 'the suite itself was late' }),
    resultOf('server/fault', ['reason.true'], 'harness-fault'),
    resultOf('server/never', ['reason.true'], 'not-run', { runs: 0, why: 'the run was stopped before' }),
    ...Array.from({ length: 20 }, (_, index) => failedCase(index + 1)),
  ],
  {
    target: '-- node server.js --port $PORT',
    profile: { ...crowd.profile, name: 'My server 2.1', deviations: [{ clause: 'close.follows', why: 'a proxy' }] },
    checks: 27_307,
    steps: 7_662,
    tookMs: 83_000,
    exitCode: 1,
    options: '--runs 5',
    coverage: {
      reachable: 425,
      missing: ['departed as a viewer × Join → joined'],
      reachablePairs: 3,
      missingPairs: [],
    },
    crosswalk: [told({}), told({ listener: 'others', native: 'bye' }), told({ cause: 'cut', means: [] })],
    clauses: [
      tallyOf('departure.once', { broken: 21, named: 20 }),
      tallyOf('end.host', { notToldApart: ['1002, 1010'] }),
    ],
  },
);

/** {@link HOSTILE} wherever a text comes from the target, from its names, or from a saved report. */
export const hostile: Report = {
  ...failing,
  target: HOSTILE,
  options: HOSTILE,
  trouble: HOSTILE,
  suite: HOSTILE,
  date: HOSTILE,
  profile: {
    ...failing.profile,
    name: HOSTILE,
    unsupported: [HOSTILE],
    deviations: [{ clause: HOSTILE, why: HOSTILE }],
  },
  coverage: { reachable: 4, missing: [HOSTILE], reachablePairs: 4, missingPairs: [HOSTILE] },
  crosswalk: [told({ native: HOSTILE })],
  clauses: [tallyOf('departure.once', { notToldApart: [HOSTILE] })],
  cases: [
    resultOf(HOSTILE, ['departure.once'], 'fail', {
      title: HOSTILE,
      why: HOSTILE,
      failures: [{ ...large, ...named(HOSTILE), allowed: HOSTILE, seen: HOSTILE, state: [HOSTILE], file: HOSTILE }],
    }),
    resultOf('server/same', ['departure.once'], 'fail', {
      failures: [{ ...large, at: 999, shrink: { ...large.shrink, sameAs: HOSTILE } }],
    }),
    resultOf('server/skipped', ['end.host'], 'skip', { why: HOSTILE }),
  ],
};

/** A history in which somebody bears this name. */
function named(name: string): Pick<Failure, 'history' | 'scenario' | 'at'> {
  const scenario = {
    ...crowd.scenario,
    seats: crowd.scenario.seats.map((seat) => (seat.name === 'ann' ? { ...seat, name, participant: name } : seat)),
  };
  const records = crowd.records.map((record) => (record.seat === 'ann' ? { ...record, seat: name } : record));
  return { scenario, history: { ...crowd, scenario, records }, at: 5 };
}

const finding = (clause: LogFinding['clause'], line: number): LogFinding => ({
  clause,
  line,
  at: 12,
  rooms: ['blue', HOSTILE],
  allowed: HOSTILE,
  seen: `RoomLeft 1008 in line ${line}`,
  also: [{ clause: 'departure.last', line: line + 1, file: HOSTILE }],
  scene: { history: named(HOSTILE).history, wrong: 3 },
  names: { 'ann#1': HOSTILE },
  excerpt: [{ line, wrong: true, text: JSON.stringify({ at: 12, room: HOSTILE }) }],
});

/** A log with violations of two clauses, more of them than are shown. */
export const badLog: LogReport = {
  spec: '1.0',
  suite: '0.1.0',
  date: '2026-01-31',
  observations: 3_600,
  rooms: 41,
  pieces: 40,
  streams: 2,
  partly: new Map(),
  strange: 0,
  findings: 3_540,
  remarks: [HOSTILE],
  checks: new Map([
    ['reason.agree', 4_000],
    ['departure.once', 60],
  ]),
  clauses: [
    { clause: 'reason.agree', judged: 'whole', checks: 4_000, why: [] },
    { clause: 'reason.true', judged: 'none', checks: 0, why: [{ reason: 'undeclared', feature: 'resume' }] },
  ],
  lines: 9_999,
  broken: [
    { clause: 'departure.once', times: 40, first: [finding('departure.once', 7), finding('departure.once', 9)] },
    { clause: 'reason.agree', times: 3_500, first: [finding('reason.agree', 8)] },
  ],
  trouble: '',
  time: { total: 1_200, reading: 100, parsing: 200, decoding: 300 },
  peakBytes: 2e8,
  exitCode: 1,
};
