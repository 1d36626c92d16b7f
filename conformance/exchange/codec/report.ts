/** Verdicts, and the reports that gather them, as messages. */
import * as pb from '../../../gen/es/testing/index.js';
import type { CaseResult, Failure, KnownState, Report } from '../report.js';
import type { ReportDocument } from '../report-document.js';
import type { ExitCode, Verdict } from '../words.js';
import { clauseId } from './clause.js';
import { crosswalkRow } from './crosswalk.js';
import { histories, scenarios } from './history.js';
import { logPart } from './log-report.js';
import { profiles } from './profile.js';
import { CodecError, codec, feature, maybe, need, words } from './shared.js';

/** The schema, which is frozen, also has WARN: the suite never gives that verdict, so a report that bears it is refused. */
const verdict = words<Verdict, pb.Verdict>('verdict', {
  pass: pb.Verdict.PASS,
  fail: pb.Verdict.FAIL,
  skip: pb.Verdict.SKIP,
  indistinguishable: pb.Verdict.INDISTINGUISHABLE,
  inconclusive: pb.Verdict.INCONCLUSIVE,
  'harness-fault': pb.Verdict.HARNESS_FAULT,
  'not-run': pb.Verdict.NOT_RUN,
  'known-failure': pb.Verdict.KNOWN_FAILURE,
});

const knownState = words<KnownState, pb.KnownState>('state of a known failure', {
  holds: pb.KnownState.HOLDS,
  stale: pb.KnownState.STALE,
  'not-run': pb.KnownState.NOT_RUN,
  undecided: pb.KnownState.UNDECIDED,
});

const EXIT_CODES: ReadonlySet<number> = new Set<ExitCode>([0, 1, 2, 3, 130]);

function exitCode(code: number): ExitCode {
  if (!EXIT_CODES.has(code)) throw new CodecError(`${code} is no exit code of the suite.`);
  return code as ExitCode;
}

/** {@link Failure}, and adjourn.testing.v1.Failure. */
export const failures = codec<Failure, typeof pb.FailureSchema>(
  pb.FailureSchema,
  (failure) => ({
    ...failure,
    state: [...(failure.state ?? [])],
    scenario: scenarios.toMessage(failure.scenario),
    history: histories.toMessage(failure.history),
    shrink: { ...failure.shrink },
    ...maybe('words', failure.words && { ...failure.words }),
  }),
  (message) => {
    const { from, to, tookMs, fails, of, atOnce, sameAs } = need(message.shrink, 'The shrinking of a failure');
    return {
      clause: clauseId(message.clause),
      at: message.at,
      allowed: message.allowed,
      seen: message.seen,
      oracleOnly: message.oracleOnly,
      ...(message.explained === undefined ? {} : { explained: message.explained, state: [...message.state] }),
      scenario: scenarios.fromMessage(need(message.scenario, 'The scenario of a failure')),
      history: histories.fromMessage(need(message.history, 'The history of a failure')),
      shrink: { from, to, tookMs, fails, of, atOnce: Math.max(1, atOnce), sameAs },
      file: message.file,
      ...maybe('words', message.words && wordsOf(message.words)),
      ...maybe('diagram', message.diagram),
      ...maybe('replay', message.replay),
      ...maybe('known', message.known),
    };
  },
);

const wordsOf = ({ level, sentence, address }: pb.ClauseWords) => ({ level, sentence, address });

/** {@link CaseResult}, and adjourn.testing.v1.CaseResult. */
export const caseResults = codec<CaseResult, typeof pb.CaseResultSchema>(
  pb.CaseResultSchema,
  (result) => ({
    ...result,
    clauses: [...result.clauses],
    needs: (result.needs ?? []).map(feature.number),
    verdict: verdict.number(result.verdict),
    failures: result.failures.map(failures.toMessage),
  }),
  (message) => ({
    id: message.id,
    title: message.title,
    clauses: message.clauses.map(clauseId),
    ...maybe('needs', message.needs.length === 0 ? undefined : message.needs.map(feature.word)),
    verdict: verdict.word(message.verdict),
    why: message.why,
    seed: message.seed,
    runs: message.runs,
    checks: message.checks,
    steps: message.steps,
    tookMs: message.tookMs,
    failures: message.failures.map(failures.fromMessage),
  }),
);

/** {@link Report}, and adjourn.testing.v1.Report. */
export const reports = codec<Report, typeof pb.ReportSchema>(
  pb.ReportSchema,
  ({ coverage, ...report }) => ({
    ...report,
    profile: profiles.toMessage(report.profile),
    cases: report.cases.map(caseResults.toMessage),
    ...maybe(
      'coverage',
      coverage && { ...coverage, missing: [...coverage.missing], missingPairs: [...coverage.missingPairs] },
    ),
    crosswalk: report.crosswalk.map(crosswalkRow.encode),
    clauses: report.clauses.map(({ named, ...tally }) => ({
      ...tally,
      notToldApart: [...tally.notToldApart],
      ...maybe('named', named || undefined),
    })),
    declared: report.declared.map((one) => ({ ...one })),
    known: report.known.map((one) => ({ ...one, state: knownState.number(one.state) })),
  }),
  (message) => ({
    spec: message.spec,
    suite: message.suite,
    target: message.target,
    profile: profiles.fromMessage(need(message.profile, 'The profile of a report')),
    seed: message.seed,
    cases: message.cases.map(caseResults.fromMessage),
    checks: message.checks,
    steps: message.steps,
    tookMs: message.tookMs,
    trouble: message.trouble,
    exitCode: exitCode(message.exitCode),
    ...maybe(
      'coverage',
      message.coverage && {
        reachable: message.coverage.reachable,
        missing: message.coverage.missing,
        reachablePairs: message.coverage.reachablePairs,
        missingPairs: message.coverage.missingPairs,
      },
    ),
    crosswalk: message.crosswalk.map(crosswalkRow.decode),
    date: message.date,
    options: message.options,
    clauses: message.clauses.map(({ clause: id, checks, broken, named, notToldApart, untold }) => ({
      clause: clauseId(id),
      checks,
      broken,
      named: named ?? 0,
      notToldApart: [...notToldApart],
      untold,
    })),
    selection: message.selection,
    declared: message.declared.map(({ clause: id, why, seen }) => ({ clause: id, why, seen })),
    known: message.known.map(({ caseId, clause: id, reason, state, of, fails }) => ({
      caseId,
      clause: clauseId(id),
      reason,
      state: knownState.word(state),
      of,
      fails,
    })),
    ...maybe('claim', message.claim),
  }),
);

/** {@link ReportDocument}, and adjourn.testing.v1.Report. */
export const documents = codec<ReportDocument, typeof pb.ReportSchema>(
  pb.ReportSchema,
  (document) => {
    if (document.kind === 'run') return reports.toMessage(document.report);
    const { report, file, findings } = document;
    const { spec, suite, date, trouble, exitCode: code, time } = report;
    const head = { spec, suite, date, target: file, trouble, exitCode: code, tookMs: time.total };
    return { ...head, log: logPart.encode(report, findings) };
  },
  (message) => {
    if (message.log === undefined) return { kind: 'run', report: reports.fromMessage(message) };
    const { spec, suite, date, trouble, target } = message;
    const { counts, findings } = logPart.decode(message.log);
    const report = { ...counts, spec, suite, date, trouble, exitCode: exitCode(message.exitCode) };
    return { kind: 'log', report, file: target, findings };
  },
);
