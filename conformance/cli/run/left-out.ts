/** The cases that were not run, with the reasons: one line for each reason, at the end of the progress. */
import type { CaseResult } from '../../exchange/report.js';
import type { Palette } from '../../report/palette.js';
import { plural } from '../../report/text.js';

/** So many are named; `adjourn list` and the JSON report have them all. */
const NAMED = 3;

/** Whether nothing of a case was run. */
export const isLeftOut = ({ verdict }: CaseResult): boolean => verdict === 'skip' || verdict === 'not-run';

/** Lines without line breaks; none where every case was run. */
export function leftOutLines(results: readonly CaseResult[], palette: Palette): string[] {
  const groups = new Map<string, CaseResult[]>();
  for (const result of results) {
    if (!isLeftOut(result)) continue;
    const key = `${result.verdict === 'skip' ? '○' : '·'} ${result.why}`;
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  return [...groups.values()].map((group) => palette.dim(groupLine(group)));
}

function groupLine(group: readonly CaseResult[]): string {
  const skipped = group[0]?.verdict === 'skip';
  const ids = group.map(({ id }) => id);
  const named = ids.length > NAMED ? `${ids.slice(0, NAMED).join(', ')}, ...` : ids.join(', ');
  const why = group[0]?.why ?? '';
  const what = `${skipped ? '○' : '·'} ${plural(ids.length, 'case')} ${skipped ? 'skipped' : 'not run'}`;
  return `${what}${why && `: ${why}`} (${named})`;
}
