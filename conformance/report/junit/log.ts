/** A log in the terms of JUnit: a test case for each clause of the specification. */
import type { ClauseExtent } from '../../exchange/clause-extent.js';
import type { BrokenInLog, LogFinding, LogReport } from '../../exchange/log-report.js';
import { clauseWords } from '../clause-words.js';
import { unjudgedWords } from '../log/clauses.js';
import { formatCount, plural } from '../text.js';
import type { JunitCase, JunitOutcome, JunitSuite } from './suite.js';

/** So many violations of a clause are told. */
const TOLD = 10;

/** One suite, and a second one where the log was not read to its end. */
export function logSuites(report: LogReport, file: string): JunitSuite[] {
  const { spec, suite, date, exitCode, trouble, broken, clauses, time, lines, rooms } = report;
  const properties = { target: file, spec, suite, date, exitCode, lines, rooms };
  const extents = new Map(clauses.map((extent) => [extent.clause, extent]));
  const counts = new Map(broken.map((one) => [one.clause, one]));
  const all = [...new Set([...extents.keys(), ...counts.keys()])];
  const cases = all.map((clause): JunitCase => {
    const [group = clause, ...rest] = clause.split('.');
    const outcome = outcomeOf(counts.get(clause), extents.get(clause), file);
    return { classname: `adjourn.log.${group}`, name: rest.join('.') || clause, outcome };
  });
  const judged: JunitSuite = { name: 'log', tookMs: time.total, properties, cases };
  if (trouble === '' && exitCode < 2) return [judged];
  const message = trouble || 'The log shows nothing that a clause could be held against.';
  const outcome: JunitOutcome = { kind: 'error', type: 'no verdict', message };
  return [judged, { name: 'run', properties, cases: [{ classname: 'adjourn', name: 'verdict', outcome }] }];
}

function outcomeOf(
  broken: BrokenInLog | undefined,
  extent: ClauseExtent | undefined,
  file: string,
): JunitOutcome | undefined {
  if (broken) return failureOf(broken, file);
  if (extent?.judged !== 'none') return undefined;
  return { kind: 'skipped', message: extent.why.map(({ reason }) => unjudgedWords[reason]).join('; ') };
}

function failureOf({ clause, times, first }: BrokenInLog, file: string): JunitOutcome {
  const { level, sentence, address } = clauseWords(clause);
  const told = first.slice(0, TOLD);
  const more = times - told.length;
  const [finding] = told;
  const seen = finding === undefined ? '' : `: allowed ${finding.allowed}; seen ${finding.seen}`;
  return {
    kind: 'failure',
    type: clause,
    message: `${plural(times, 'violation')}${seen}`,
    text: [
      '',
      `${clause} (${level}): ${sentence}`,
      address,
      ...told.map((one) => findingText(one, file)),
      ...(more > 0 ? [`and ${formatCount(more)} more`] : []),
      '',
    ].join('\n'),
  };
}

function findingText(finding: LogFinding, file: string): string {
  const { rooms, allowed, seen, line, excerpt = [], diagram } = finding;
  return [
    '',
    `${finding.file ?? file}:${line} in ${rooms.join(', ')}`,
    `allowed: ${allowed}`,
    `seen: ${seen}`,
    ...(diagram === undefined ? [] : [diagram.trimEnd()]),
    ...excerpt.map(({ line: number, text }) => `${number}: ${text}`),
  ].join('\n');
}
