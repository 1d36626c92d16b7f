/** What the cases of a run can be filtered by. */
import type { CaseResult } from '../../exchange/report.js';
import { verdictOrder, verdictWords } from '../case-line.js';
import { brokenBy } from './broken-by.js';
import { type Choice, filterForm } from './filters.js';
import type { Markup } from './markup.js';

/** The form over the cases. A clause is chosen as broken (`!ID`), or as one that a case holds the system to. */
export function runFilters(cases: readonly CaseResult[]): Markup {
  const verdicts = verdictOrder.map((verdict) => ({
    verdict,
    number: cases.filter((result) => result.verdict === verdict).length,
  }));
  return filterForm({
    noun: 'cases',
    verdicts: [
      { value: '', text: `all ${cases.length}` },
      ...verdicts
        .filter(({ number }) => number > 0)
        .map(({ verdict, number }) => ({ value: verdict, text: `${verdictWords[verdict]} ${number}` })),
    ],
    clauses: [
      { label: 'broken', choices: countedChoices(cases.flatMap(brokenBy), '!') },
      {
        label: 'held against',
        choices: countedChoices(cases.flatMap((result) => [...new Set([...result.clauses, ...brokenBy(result)])])),
      },
    ],
    features: countedChoices(cases.flatMap(({ needs = [] }) => needs)),
  });
}

/** `reason.true (12)`, in the order of the alphabet. */
function countedChoices(names: readonly string[], mark = ''): Choice[] {
  const times = new Map<string, number>();
  for (const name of names) times.set(name, (times.get(name) ?? 0) + 1);
  return [...times]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, number]) => ({ value: `${mark}${name}`, text: `${name} (${number})` }));
}
