/** What a case breaks, and whether that is shown by another case as well. */
import type { CaseResult } from '../../exchange/report.js';

/** Whether one of its failures is not shown, made small, by another case. */
export const hasOwnFault = ({ failures }: CaseResult): boolean => failures.some(({ shrink }) => shrink.sameAs === '');

/** The clauses that it breaks, each once. */
export const brokenBy = ({ failures }: CaseResult): readonly string[] => [
  ...new Set(failures.map(({ clause }) => clause)),
];
