/** A report as it is kept in a repository: small, and with all that the page needs. */
import { reports } from '../../exchange/codec.js';
import type { CaseResult, Failure, Report } from '../../exchange/report.js';
import { sightingsOf } from './cells.js';

/** Keeps one failure for each clause as a whole; of the others, that there was one. */
export function trimReport({ coverage: _, claim: __, ...report }: Report): Report {
  const shown = new Set(sightingsOf(report).map(({ failure }) => failure));
  const cases = report.cases.map((result): CaseResult => {
    const failures = result.failures.map((failure) => (shown.has(failure) ? bare(failure) : husk(failure, report)));
    return { ...result, failures, why: result.why.replaceAll(SAVED, '') };
  });
  return { ...report, cases };
}

/** Where a failure was saved, as a reason names it: in a folder that is gone. */
const SAVED = /: \/\S+\.json/g;

/** The file lay in a folder that is gone, and what a document says in words is drawn again where it is needed. */
const bare = ({ words: _, diagram: __, replay: ___, ...failure }: Failure): Failure => ({ ...failure, file: '' });

/** Without its exchange: that of the same clause is kept with another case. */
function husk({ explained: _, state: __, ...failure }: Failure, { cases }: Report): Failure {
  const nobody = { seats: [], rounds: [] };
  const other = cases.find(({ failures }) =>
    failures.some((one) => one.clause === failure.clause && one.shrink.sameAs === ''),
  );
  const sameAs = failure.shrink.sameAs || other?.id || 'another case';
  const profile = { ...failure.history.profile, features: [], unsupported: [], deviations: [] };
  const history = { ...failure.history, profile, scenario: nobody, records: [] };
  return { ...bare(failure), at: 0, scenario: nobody, history, shrink: { ...failure.shrink, sameAs } };
}

/** A case that needs no feature does not say so: most need none. */
const withoutNoNeeds = (name: string, value: unknown): unknown =>
  name === 'needs' && Array.isArray(value) && value.length === 0 ? undefined : value;

/** One line for each case and each row, so that a change of one is a changed line. */
export function reportLines(report: Report): string {
  const fields = Object.entries(reports.toJson(report) as Record<string, unknown>).map(([name, value]) => {
    if (!Array.isArray(value) || value.length === 0) return `${JSON.stringify(name)}: ${JSON.stringify(value)}`;
    const lines = value.map((one) => `  ${JSON.stringify(one, withoutNoNeeds)}`);
    return `${JSON.stringify(name)}: [\n${lines.join(',\n')}\n]`;
  });
  return `{\n${fields.join(',\n')}\n}\n`;
}
