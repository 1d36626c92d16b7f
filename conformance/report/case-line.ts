/** One case in one line. */
import type { CaseResult } from '../exchange/report.js';
import type { Verdict } from '../exchange/words.js';
import type { Palette } from './palette.js';
import { formatCount, pad, plural } from './text.js';

/** A sign for each verdict. */
export const verdictSymbols: Readonly<Record<Verdict, string>> = {
  pass: '✓',
  fail: '✗',
  skip: '○',
  indistinguishable: '≈',
  inconclusive: '?',
  'harness-fault': '‼',
  'not-run': '·',
  'known-failure': '⊗',
};

const tones: Record<Verdict, keyof Pick<Palette, 'green' | 'red' | 'yellow' | 'dim' | 'magenta'>> = {
  pass: 'green',
  fail: 'red',
  skip: 'dim',
  indistinguishable: 'yellow',
  inconclusive: 'magenta',
  'harness-fault': 'magenta',
  'not-run': 'dim',
  'known-failure': 'yellow',
};

/** The line without its symbol. */
function caseText(result: CaseResult, idColumns: number, palette: Palette): string {
  const { id, verdict, why, checks, steps } = result;
  if (verdict === 'skip' || verdict === 'not-run')
    return palette.dim(`${pad(id, idColumns)}  ${verdict === 'skip' ? 'skipped' : 'not run'}${why && `: ${why}`}`);
  const numbers = `${column(checks, 'check')}  ${column(steps, 'step')}`;
  const remark = [verdict === 'pass' ? '' : verdictText(verdict), brokenClauses(result), why]
    .filter(Boolean)
    .join(' · ');
  return `${pad(id, idColumns)}  ${palette.dim(numbers)}${remark && `  ${palette[tones[verdict]](remark)}`}`;
}

/** A number with its noun, as wide as its fellows. */
const column = (count: number, noun: string): string =>
  `${formatCount(count).padStart(7)} ${noun}${count === 1 ? ' ' : 's'}`;

const verdictText = (verdict: Verdict): string => (verdict === 'known-failure' ? 'fails as known' : verdict);

/** A case in one line: a symbol for its verdict, its id, what it checked, what is wrong. */
export function caseLine(result: CaseResult, idColumns: number, palette: Palette): string {
  return `${palette[tones[result.verdict]](verdictSymbols[result.verdict])} ${caseText(result, idColumns, palette)}`;
}

function brokenClauses({ failures }: CaseResult): string {
  return [...new Set(failures.map(({ clause, known }) => (known === undefined ? clause : `${clause} (known)`)))].join(
    ', ',
  );
}

/** The width of a column that holds every id. */
export const idColumn = (cases: readonly { readonly id: string }[]): number =>
  Math.max(0, ...cases.map(({ id }) => id.length));

/** The worst first. */
export const verdictOrder: readonly Verdict[] = [
  'fail',
  'harness-fault',
  'inconclusive',
  'known-failure',
  'indistinguishable',
  'skip',
  'not-run',
  'pass',
];

/** `3 failed, 9 passed`: the number of cases with each verdict, the worst verdict first. */
function countVerdicts(results: readonly CaseResult[]): string {
  return verdictOrder
    .map((verdict) => ({ verdict, number: results.filter((result) => result.verdict === verdict).length }))
    .filter(({ number }) => number > 0)
    .map(({ verdict, number }) => `${formatCount(number)} ${verdictWords[verdict]}`)
    .join(', ');
}

/** What is said of cases with a verdict: `3 failed`. */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  pass: 'passed',
  fail: 'failed',
  skip: 'skipped',
  indistinguishable: 'indistinguishable',
  inconclusive: 'inconclusive',
  'harness-fault': 'with a fault of the suite',
  'not-run': 'not run',
  'known-failure': 'failed as known',
};

/** `12 cases: 3 failed, 9 passed`. */
export const countCases = (results: readonly CaseResult[]): string =>
  results.length === 0 ? 'no cases' : `${plural(results.length, 'case')}: ${countVerdicts(results)}`;

/** A case without numbers, for a terminal on which much else stands: its verdict, its id, what is wrong. */
export function caseVerdict(result: CaseResult, palette: Palette): string {
  const { id, verdict, why } = result;
  const remark = [verdictText(verdict), brokenClauses(result), why].filter(Boolean).join(' · ');
  return `${palette[tones[verdict]](verdictSymbols[verdict])} ${id}  ${palette[tones[verdict]](remark)}`;
}
