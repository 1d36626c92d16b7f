/** What a run says of what was expected to fail: deviations that were declared, and failures that were known. */
import type { CaseResult, DeclaredDeviation, KnownFailure, Report } from '../../exchange/report.js';
import { plural } from '../text.js';

type Expected = Pick<Report, 'cases' | 'declared' | 'known'>;

/** One sentence for each declared deviation, each known failure that was looked at, and each failure that is new beside them. */
export const expectedLines = ({ cases, declared, known }: Expected): string[] => [
  ...declared.map(deviationLine),
  ...known.filter(({ state }) => state !== 'not-run').map(knownLine),
  ...notRun(known),
  ...(known.length === 0 ? [] : newLines(cases)),
];

/** One sentence for each known failure that does not show any more, which fails the run. */
export const staleLines = (report: Pick<Report, 'known'>): string[] => staleEntries(report).map(knownLine);

/** The known failures that do not show any more. */
export const staleEntries = ({ known }: Pick<Report, 'known'>): KnownFailure[] =>
  known.filter(({ state }) => state === 'stale');

/** Why a case may fail: `close.code (it is old)` for each clause of which that is known. */
export const knownReasons = ({ failures }: Pick<CaseResult, 'failures'>): string =>
  failures.flatMap(({ clause, known }) => (known === undefined ? [] : `${clause} (${reasonText(known)})`)).join('; ');

/** The reason of a known failure, or that there is none. */
export const reasonText = (reason: string): string => (reason === '' ? 'no reason is written down yet' : reason);

function deviationLine({ clause, why, seen }: DeclaredDeviation): string {
  const rule = `${clause} (${why})`;
  if (seen > 0) return `Declared deviation from ${rule}: seen in ${plural(seen, 'meeting')}.`;
  return `The declared deviation from ${rule} was never seen: if the rule is kept now, leave out its --deviates.`;
}

export function knownLine({ caseId, clause, reason, state, of, fails }: KnownFailure): string {
  const what = `${caseId} breaks ${clause}`;
  if (state === 'stale')
    return `Stale: ${what} no longer, ${of} of ${of} replays passed: take it off the list, or run with --update-known-failing.`;
  if (state === 'undecided')
    return `Known, and not decided: that ${what} showed in none of ${plural(of, 'replay')}, which proves nothing here.`;
  const again = of === 0 ? '' : `, again in ${fails} of ${plural(of, 'replay')}`;
  return `Known: ${what}${again} (${reasonText(reason)}).`;
}

function notRun(known: readonly KnownFailure[]): string[] {
  const left = known.filter(({ state }) => state === 'not-run').length;
  if (left === 0) return [];
  return [
    `${plural(left, 'known failure')} ${left === 1 ? 'was not looked at: its case was' : 'were not looked at: their cases were'} not run.`,
  ];
}

const newLines = (cases: Report['cases']): string[] =>
  cases
    .filter(({ verdict }) => verdict === 'fail')
    .flatMap(({ id, failures }) =>
      failures.filter(({ known }) => known === undefined).map(({ clause }) => `New: ${id} breaks ${clause}.`),
    );
