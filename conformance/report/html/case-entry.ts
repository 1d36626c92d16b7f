/** One case: a line of its own, which opens. */
import { clauses } from '../../../gen/clauses.js';
import type { CaseResult, Failure } from '../../exchange/report.js';
import { verdictSymbols, verdictWords } from '../case-line.js';
import { knownReasons } from '../claim/expected.js';
import { formatDuration, plural } from '../text.js';
import { brokenBy, hasOwnFault } from './broken-by.js';
import { factList } from './facts.js';
import { anchor, type Content, code, type Markup, tag } from './markup.js';

/** So many cases with a fault of their own are open at first; more would bury what stands below them. */
const MOST_OPEN = 10;

/** Shows one failure of a case in full. */
export type ShowsFailure = (failure: Failure, result: CaseResult) => Markup;

/** The entries of cases in the order of the page. */
export function caseEntries(cases: readonly CaseResult[], card: ShowsFailure): readonly Markup[] {
  const open = cases.filter((result) => hasOwnFault(result) && result.verdict !== 'known-failure').slice(0, MOST_OPEN);
  return cases.map((result) => caseEntry(result, open.includes(result), card));
}

function caseEntry(result: CaseResult, open: boolean, card: ShowsFailure): Markup {
  const { id, title, verdict, needs = [], failures } = result;
  const attributes = {
    class: `case ${verdict}`,
    id: anchor(id),
    open,
    'data-verdict': verdict,
    'data-clauses': [...new Set([...result.clauses, ...brokenBy(result)])].join(' '),
    'data-broken': brokenBy(result).join(' '),
    'data-features': needs.join(' '),
  };
  return tag(
    'details',
    attributes,
    summary(result),
    tag(
      'div',
      { class: 'body' },
      tag('p', {}, title),
      failures.map((failure) => card(failure, result)),
      about(result),
    ),
  );
}

function summary(result: CaseResult): Markup {
  const { id, verdict, tookMs, runs } = result;
  return tag(
    'summary',
    {},
    tag('span', { class: 'mark', 'aria-hidden': 'true' }, verdictSymbols[verdict]),
    tag('span', { class: 'hidden' }, `${verdictWords[verdict]}: `),
    tag('span', { class: 'name' }, id),
    tag('span', { class: 'brief' }, brief(result)),
    tag('span', { class: 'took' }, runs === 0 ? '' : formatDuration(tookMs)),
  );
}

/** What the line says beside the name: what is broken, or why there is no verdict, or what the case is about. */
function brief(result: CaseResult): Content {
  const { verdict, why, title, failures } = result;
  if (verdict === 'known-failure') return knownReasons(result);
  if (failures.length === 0) return verdict === 'pass' || why === '' ? title : why;
  const elsewhere = failures.map(({ shrink }) => shrink.sameAs).filter((id) => id !== '');
  return [
    brokenBy(result).map((clause) => [code(clause), ' ']),
    hasOwnFault(result) ? '' : tag('span', { class: 'elsewhere' }, `as in ${[...new Set(elsewhere)].join(', ')}`),
  ];
}

function about({ clauses: ids, why, seed, runs, checks, steps, needs = [] }: CaseResult): Content {
  const numbers = [plural(runs, 'scenario'), plural(checks, 'check'), plural(steps, 'step')];
  return factList([
    ['remark', why],
    [
      'clauses',
      tag(
        'ul',
        {},
        ids.map((id) => tag('li', {}, code(id), ` ${clauses[id].sentence}`)),
      ),
    ],
    ['needs', needs.join(', ')],
    ['judged', runs === 0 ? '' : numbers.join(' · ')],
    ['seed', seed === 0 ? '' : `${seed}`],
  ]);
}
