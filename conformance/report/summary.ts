/** How a run ended, in numbers and in one sentence. */
import { NOT_DECLARED } from '../exchange/features.js';
import type { CaseResult, ClauseTally, Report } from '../exchange/report.js';
import type { Verdict } from '../exchange/words.js';
import { countCases } from './case-line.js';
import { expectedLines } from './claim/expected.js';
import { claimOf, whyNoClaim } from './claim/index.js';
import { TIMES } from './failure.js';
import type { Palette } from './palette.js';
import { formatCount, formatDuration, plural } from './text.js';

/** The last lines of a report. */
export function renderSummary(report: Report, palette: Palette): string {
  const { cases, checks, steps, tookMs, seed, exitCode } = report;
  const numbers = [
    countCases(cases),
    plural(checks, 'check'),
    `${plural(steps, 'step')} judged`,
    formatDuration(tookMs),
    ...(seed === 0 ? [] : [`seed ${seed}`]),
  ];
  const tone = exitCode === 0 ? palette.green : exitCode === 1 ? palette.red : palette.yellow;
  const told = [...met(report), ...lastResort(report), ...expectedLines(report)];
  const claim = whyNoClaim(report) === '' ? [`Claim: ${claimOf(report)}`] : [];
  return [numbers.join(' · '), ...told, tone(runMeaning(report)), ...claim].join('\n');
}

/** So many of what is missing is named. */
const NAMED = 3;

/** How much of the machine the run has covered. */
function met({ coverage }: Report): string[] {
  if (!coverage) return [];
  const { reachable, missing, reachablePairs, missingPairs } = coverage;
  const pairs = reachablePairs === 0 ? [] : [share('pairs of state × event', reachablePairs, missingPairs)];
  const triples = reachable === 0 ? [] : [share('triples of state × event → outcome', reachable, missing)];
  return [...pairs, ...triples];
}

function share(what: string, reachable: number, missing: readonly string[]): string {
  const percent = Math.floor((100 * (reachable - missing.length)) / reachable);
  const named = missing.length > NAMED ? [...missing.slice(0, NAMED), '...'] : missing;
  const without = missing.length === 0 ? '' : `, without ${named.join('; ')}`;
  return `${reachable - missing.length} of ${reachable} reachable ${what} met, ${percent} %${without}`;
}

/** The clause that names a failure where the suite finds no closer one: how often it did, which is a weakness of the suite. */
export function lastResort({ clauses }: Pick<Report, 'clauses'>): string[] {
  const namedBy = (of: readonly ClauseTally[]) => of.reduce((sum, { named }) => sum + named, 0);
  const last = namedBy(clauses.filter(({ clause }) => clause === 'history.nothing-else'));
  if (last === 0) return [];
  const plays = plural(namedBy(clauses), 'failing play');
  return [`history.nothing-else names ${formatCount(last)} of ${plays}: the suite found no closer clause for it`];
}

/** What the exit code says about the target, in one sentence. */
export function runMeaning(report: Report): string {
  const trouble = report.trouble.replace(/\.?$/, '.');
  switch (report.exitCode) {
    case 0:
      return (
        replayed(report) ||
        asKnown(report) ||
        `Conforms: no clause of Adjourn ${report.spec} was seen broken${exceptions(report.cases)}.`
      );
    case 1:
      if (having(report.cases, 'fail').length === 0) return notAsKnown(report);
      return `Does not conform to Adjourn ${report.spec}: ${failed(report.cases)}.${report.trouble && ` Cut short: ${trouble}`}`;
    case 2:
      return 'Nothing was judged.';
    case 3:
      return `No verdict: ${report.trouble === '' ? undecided(report.cases) : trouble}`;
    case 130:
      return 'Interrupted: only what was judged until then is shown.';
  }
}

/** A scenario that passes says nothing about others, and may still fail the next time. */
function replayed({ cases: [only, ...others], spec }: Report): string {
  if (only?.id !== 'replay' || others.length > 0) return '';
  const more = only.runs < TIMES ? ` A race may not show every time: try --times ${TIMES}.` : '';
  return `Passed ${only.runs} of ${only.runs}: no clause of Adjourn ${spec} was seen broken in this one scenario.${more}`;
}

/** Nothing has failed that was not known. */
function asKnown({ cases, spec }: Report): string {
  const known = having(cases, 'known-failure').length;
  if (known === 0) return '';
  const fail = `${plural(known, 'case')} ${known === 1 ? 'fails' : 'fail'}`;
  return `No new failure: ${fail} as known, and no other clause of Adjourn ${spec} was seen broken${exceptions(cases)}.`;
}

function notAsKnown({ known }: Report): string {
  const stale = known.filter(({ state }) => state === 'stale').length;
  return `Not as known: ${plural(stale, 'known failure')} ${stale === 1 ? 'does' : 'do'} not show any more.`;
}

const having = (cases: readonly CaseResult[], ...verdicts: Verdict[]): readonly CaseResult[] =>
  cases.filter(({ verdict }) => verdicts.includes(verdict));

function failed(cases: readonly CaseResult[]): string {
  const failures = having(cases, 'fail');
  const news = failures.flatMap((result) => result.failures.filter(({ known }) => known === undefined));
  const clauses = new Set(news.map(({ clause }) => clause));
  return `${plural(failures.length, 'case')} failed, ${plural(clauses.size, 'clause')} broken (${[...clauses].join(', ')})`;
}

/** What a success does not cover: none of it is a failure, and none of it is hidden. */
function exceptions(cases: readonly CaseResult[]): string {
  const skipped = having(cases, 'skip');
  const undeclared = skipped.filter(({ why }) => why.startsWith(NOT_DECLARED)).length;
  const others = skipped.length - undeclared;
  const merged = having(cases, 'indistinguishable').length;
  const parts = [
    undeclared === 0
      ? ''
      : `; ${plural(undeclared, 'case')} ${undeclared === 1 ? 'is' : 'are'} for features that it does not declare`,
    others === 0 ? '' : `; ${plural(others, 'case')} could not be held against it`,
    merged === 0 ? '' : `; in ${plural(merged, 'case')} it does not tell the right reason apart from others`,
  ];
  return parts.join('');
}

function undecided(cases: readonly CaseResult[]): string {
  const faults = having(cases, 'harness-fault');
  if (faults.length > 0)
    return `the suite itself is at fault in ${plural(faults.length, 'case')} (${ids(faults)}): please report it with the saved files.`;
  const open = having(cases, 'inconclusive', 'not-run');
  return `${plural(open.length, 'case')} could not be concluded (${ids(open)}).`;
}

const ids = (cases: readonly CaseResult[]): string => cases.map(({ id }) => id).join(', ');
