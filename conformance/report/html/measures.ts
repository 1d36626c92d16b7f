/** What else a run has measured: its slowest cases, how much of the machine it met, clause by clause, and what people were told. */
import { toldWord } from '../../exchange/crosswalk.js';
import type { CaseResult, Coverage, Report } from '../../exchange/report.js';
import { CAUSES, silenceInWords } from '../matrix/words.js';
import { formatCount, formatDuration } from '../text.js';
import { bar, dataTable, folded, linkTo, part } from './facts.js';
import { anchor, type Content, code, tag } from './markup.js';

/** So many of the slowest cases are listed. */
const SLOWEST = 10;

/** The parts of the page below the cases. */
export function measures(report: Report): Content {
  return [times(report), coverage(report.coverage), byClause(report), told(report)];
}

function times({ cases }: Report): Content {
  const slowest = cases
    .filter(({ runs }) => runs > 0)
    .sort((one, other) => other.tookMs - one.tookMs)
    .slice(0, SLOWEST);
  const [first] = slowest;
  if (!first) return undefined;
  const row = ({ id, tookMs, runs }: CaseResult): Content[] => [
    linkTo(anchor(id), code(id)),
    formatDuration(tookMs),
    formatCount(runs),
    bar(tookMs, first.tookMs),
  ];
  const table = dataTable('The slowest cases', ['case', '#took', '#scenarios', 'compared'], slowest.map(row));
  return part('times', 'Slowest cases', table);
}

function coverage(met: Coverage | undefined): Content {
  if (!met) return undefined;
  const { reachable, missing, reachablePairs, missingPairs } = met;
  return part(
    'coverage',
    'Coverage of the machine',
    tag(
      'p',
      {},
      'What this run has met of what a server of this profile can come to: a state and an event, and what became of it.',
    ),
    reachablePairs === 0 ? undefined : share('pairs of state and event', reachablePairs, missingPairs),
    share('triples of state, event and outcome', reachable, missing),
  );
}

function share(what: string, reachable: number, missing: readonly string[]): Content {
  const met = reachable - missing.length;
  const percent = reachable === 0 ? 0 : Math.floor((100 * met) / reachable);
  const counted = `${formatCount(met)} of ${formatCount(reachable)} reachable ${what}`;
  return [
    tag('div', { class: 'share' }, tag('strong', {}, `${percent} %`), bar(met, reachable), tag('span', {}, counted)),
    missing.length === 0
      ? undefined
      : folded(
          `${formatCount(missing.length)} not met`,
          tag(
            'ul',
            { class: 'names' },
            missing.map((one) => tag('li', {}, one)),
          ),
        ),
  ];
}

function byClause({ clauses }: Report): Content {
  if (clauses.length === 0) return undefined;
  const rows = clauses.map(({ clause, checks, broken, untold, notToldApart }): Content[] => [
    code(clause),
    formatCount(checks),
    broken === 0 ? '0' : tag('strong', { class: 'bad' }, formatCount(broken)),
    formatCount(untold),
    notToldApart.join('; '),
  ]);
  const heads = ['clause', '#held', '#plays that broke it', '#could not be told', 'codes not told apart'];
  return part(
    'clauses',
    'Clause by clause',
    folded(`${formatCount(clauses.length)} clauses`, dataTable('Clause by clause', heads, rows)),
  );
}

function told({ crosswalk }: Report): Content {
  if (crosswalk.length === 0) return undefined;
  const rows = crosswalk.map((row): Content[] => {
    const word = toldWord(row);
    const { cause, listener, times: often, medianMs, mostMs } = row;
    return [
      CAUSES[cause],
      listener === 'leaver' ? 'the leaver' : 'the others',
      word === undefined ? silenceInWords(cause, listener) : code(word),
      formatCount(often),
      word === undefined ? '' : `${formatCount(medianMs)} ms`,
      word === undefined ? '' : `${formatCount(mostMs)} ms`,
    ];
  });
  const heads = ['what had happened', 'who was told', 'what', '#times', '#median', '#longest'];
  return part(
    'told',
    'What people were told',
    folded('By what had happened, and how long after it', dataTable('What people were told', heads, rows)),
  );
}
