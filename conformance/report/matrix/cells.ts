/** What one report shows of one clause. */
import type { ClauseId } from '../../../gen/clauses.js';
import type { CaseResult, Failure, Report } from '../../exchange/report.js';

/** A cell of the table of clauses. */
export type ClauseCell =
  /** Cases that are about it have passed; `partly`: others could not tell. */
  | { readonly kind: 'holds'; readonly partly: string }
  | { readonly kind: 'broken'; readonly sighting: number }
  /** The system's own word: it deviates on purpose. */
  | { readonly kind: 'declared'; readonly why: string }
  /** The system merges what would have to be told apart. */
  | { readonly kind: 'untold'; readonly why: string }
  /** No case about it came to a verdict. */
  | { readonly kind: 'unshown'; readonly why: string };

/** A broken clause, with the failure that shows it best. */
export interface ClauseSighting {
  readonly clause: ClauseId;
  readonly failure: Failure;
  readonly cases: readonly string[];
}

/** Every clause that a report says is broken, each once, in the order of its cases. */
export function sightingsOf({ cases }: Report): readonly ClauseSighting[] {
  const all = cases.flatMap(({ id, failures }) => failures.map((failure) => ({ id, failure })));
  const ids = [...new Set(all.map(({ failure }) => failure.clause))];
  return ids.map((clause) => {
    const own = all.filter(({ failure }) => failure.clause === clause);
    return { clause, failure: best(own.map(({ failure }) => failure)), cases: [...new Set(own.map(({ id }) => id))] };
  });
}

/** The one that was shrunk, and shows most often; of these, the shortest. */
function best(failures: readonly Failure[]): Failure {
  const score = ({ shrink: { sameAs, fails, of, to } }: Failure) => [
    sameAs === '' ? 0 : 1,
    of === 0 ? 1 : 1 - fails / of,
    to,
  ];
  const [first] = failures.toSorted((one, other) => {
    const [left, right] = [score(one), score(other)];
    const differs = left.findIndex((value, index) => value !== right[index]);
    return differs < 0 ? 0 : (left[differs] ?? 0) - (right[differs] ?? 0);
  });
  if (!first) throw new Error('a sighting without a failure');
  return first;
}

/** `numberOf`: the number of the sighting of a clause, where the report has one. */
export function cellOf(
  clause: ClauseId,
  { cases, profile }: Report,
  numberOf: (clause: ClauseId) => number | undefined,
): ClauseCell {
  const sighting = numberOf(clause);
  if (sighting !== undefined) return { kind: 'broken', sighting };
  const declared = profile.deviations.find((deviation) => deviation.clause === clause);
  if (declared) return { kind: 'declared', why: declared.why };
  const about = cases.filter((result) => result.clauses.includes(clause));
  const untold = whyOf(about, 'indistinguishable');
  if (about.some(({ verdict }) => verdict === 'pass')) return { kind: 'holds', partly: untold };
  if (untold !== '') return { kind: 'untold', why: untold };
  return { kind: 'unshown', why: [...new Set(about.map(({ why }) => why))].filter(Boolean).join('; ') };
}

function whyOf(about: readonly CaseResult[], verdict: CaseResult['verdict']): string {
  const reasons = about.filter((result) => result.verdict === verdict).map(({ why }) => why);
  return reasons.length === 0 ? '' : mergedInWords(reasons);
}

/** The same groups of codes come again in many cases, in any order; what else a case says beside them is about other clauses. */
function mergedInWords(reasons: readonly string[]): string {
  const said = reasons.flatMap((why) => /not told apart: ([^;]*)/.exec(why)?.[1]?.split(' · ') ?? []);
  const groups = said.map((codes) => codes.split(', ').sort().join(', '));
  return ['not told apart', [...new Set(groups)].sort().join(' · ')].filter(Boolean).join(': ');
}
