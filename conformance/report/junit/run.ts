/** A run in the terms of JUnit. */
import type { CaseResult, Failure, Report } from '../../exchange/report.js';
import { knownLine, knownReasons, staleEntries } from '../claim/expected.js';
import { claimOf } from '../claim/index.js';
import { clauseWords } from '../clause-words.js';
import { circumstances, plainDiagram, replayLine } from '../failure.js';
import { plural } from '../text.js';
import type { JunitCase, JunitOutcome, JunitSuite } from './suite.js';

/** One suite for each side that has cases; what fails the run beside them, or left it without a verdict, is a case of its own. */
export function runSuites(report: Report, columns: number): JunitSuite[] {
  const { cases, target, seed, spec, suite, date, options, trouble, exitCode } = report;
  const claim = claimOf(report);
  const properties = { target, seed, spec, suite, date, options, exitCode, claim };
  const groups = new Map<string, CaseResult[]>();
  for (const result of cases) groups.set(sideOf(result), [...(groups.get(sideOf(result)) ?? []), result]);
  const suites = [...groups].map(
    ([side, results]): JunitSuite => ({
      name: side,
      tookMs: results.reduce((sum, { tookMs }) => sum + tookMs, 0),
      properties,
      cases: results.map((result) => caseOf(result, target, columns)),
    }),
  );
  // Named by what it is about, and not by its place in the list: a CI system follows it from run to run.
  const whole: JunitCase[] = staleEntries(report).map((entry) => ({
    classname: 'adjourn.known-failing',
    name: `${entry.caseId} ${entry.clause}`,
    outcome: { kind: 'failure', type: 'stale', message: knownLine(entry) },
  }));
  if (trouble !== '' || !(exitCode === 0 || exitCode === 1 || cases.length > 0)) {
    const outcome: JunitOutcome = { kind: 'error', type: 'no verdict', message: trouble || claim };
    whole.push({ classname: 'adjourn', name: 'verdict', outcome });
  }
  return whole.length === 0 ? suites : [...suites, { name: 'run', properties, cases: whole }];
}

const sideOf = ({ id }: CaseResult): string => id.split('/')[0] ?? id;

function caseOf(result: CaseResult, target: string, columns: number): JunitCase {
  const { id, tookMs, failures } = result;
  const name = id.slice(sideOf(result).length + 1) || id;
  const output = failures.flatMap((failure) => replayLine(failure, target)).join('\n');
  return { classname: `adjourn.${sideOf(result)}`, name, tookMs, outcome: outcomeOf(result, columns), output };
}

function outcomeOf(result: CaseResult, columns: number): JunitOutcome | undefined {
  const { verdict, why } = result;
  switch (verdict) {
    case 'pass':
      return undefined;
    case 'fail':
      return failureOf(result, columns);
    case 'inconclusive':
    case 'harness-fault':
      return { kind: 'error', type: verdict, message: why || verdict };
    case 'skip':
      return { kind: 'skipped', message: why };
    case 'known-failure':
      return { kind: 'skipped', message: `fails as known: ${knownReasons(result)}` };
    case 'indistinguishable':
    case 'not-run':
      return { kind: 'skipped', message: why === '' ? verdict : `${verdict}: ${why}` };
  }
}

/** One element for all clauses that the case found broken: most viewers show the first alone. */
function failureOf({ failures, seed, why }: CaseResult, columns: number): JunitOutcome {
  const [first, ...others] = failures;
  if (first === undefined) return { kind: 'failure', message: why };
  const more = others.length === 0 ? '' : ` (and ${plural(others.length, 'other clause')})`;
  return {
    kind: 'failure',
    type: first.clause,
    message: `${first.clause}: allowed ${first.allowed}; seen ${first.seen}${more}`,
    text: `\n${failures.map((failure) => failureText(failure, seed, columns)).join('\n')}`,
  };
}

function failureText(failure: Failure, seed: number, columns: number): string {
  const { level, sentence, address } = clauseWords(failure.clause);
  return [
    `${failure.clause} (${level}): ${sentence}`,
    `${address}; ${circumstances(failure, seed)}`,
    '',
    plainDiagram(failure, columns),
    `allowed: ${failure.allowed}`,
    `seen: ${failure.seen}`,
    '',
  ].join('\n');
}
