/** Reports for the tests of the page, as small as they can be. */
import type { ClauseId } from '../../../gen/clauses.js';
import type { CrosswalkRow } from '../../exchange/crosswalk.js';
import { parseExample } from '../../exchange/notation/index.js';
import type { CaseResult, ClauseTally, Failure, Report } from '../../exchange/report.js';
import type { Verdict } from '../../exchange/words.js';

const { history } = parseExample(
  [
    '# somebody is told twice',
    'clauses   departure.once',
    'features  extended_codes',
    'seats     ann:host bob:attendee',
    'round 1',
    'ann > join blue',
    'ann < joined blue$1 ann#1',
    'round 2',
    'bob > join blue',
    'bob < joined blue$1 bob#1 with ann#1:host',
    'ann < participantJoined bob#1:attendee',
    'round 3',
    'bob > leave',
    'bob < roomLeft 1101 re=1',
    'ann < participantLeft bob#1 1101',
    'ann < participantLeft bob#1 1101',
  ].join('\n'),
);

/** A failure by the last record of a small meeting. */
export const failureBy = (clause: ClauseId, shrink: Partial<Failure['shrink']> = {}): Failure => ({
  clause,
  at: history.records.length - 1,
  allowed: 'one ParticipantLeft',
  seen: 'a second one, with a | and a <b>',
  oracleOnly: false,
  scenario: history.scenario,
  history,
  shrink: { from: 9, to: 3, tookMs: 10, fails: 10, of: 10, atOnce: 1, sameAs: '', ...shrink },
  file: '',
});

/** The result of a case about these clauses. */
export const resultOf = (
  id: string,
  clauses: readonly ClauseId[],
  verdict: Verdict,
  more: Partial<CaseResult> = {},
): CaseResult => ({
  id,
  title: id,
  clauses,
  verdict,
  why: '',
  seed: 1,
  runs: 1,
  checks: 1,
  steps: 1,
  tookMs: 1,
  failures: [],
  ...more,
});

/** What a run has shown of a clause: checked twice, unless said otherwise. */
export const tallyOf = (clause: ClauseId, more: Partial<ClauseTally> = {}): ClauseTally => ({
  clause,
  checks: 2,
  broken: 0,
  named: 0,
  notToldApart: [],
  untold: 0,
  ...more,
});

/** A report of these cases. */
export const reportOf = (cases: readonly CaseResult[], more: Partial<Report> = {}): Report => ({
  spec: '1.0',
  suite: '0.1.0',
  target: '--system box',
  profile: { ...history.profile, name: 'Box 1.2', wire: false },
  seed: 7,
  cases,
  checks: 1,
  steps: 1,
  tookMs: 1,
  selection: '',
  declared: [],
  known: [],
  trouble: '',
  exitCode: 0,
  crosswalk: [],
  date: '2026-01-31',
  options: '',
  clauses: [],
  ...more,
});

/** A word that the leaver was told when it had left, unless said otherwise. */
export const told = (more: Partial<CrosswalkRow>): CrosswalkRow => ({
  cause: 'own-leave',
  listener: 'leaver',
  means: [1101],
  times: 2,
  medianMs: 3,
  mostMs: 9,
  ...more,
});
