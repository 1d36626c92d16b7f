/**
 * For programs: one document, the ProtoJSON form of adjourn.testing.v1.Report, for a run and for a log alike. What a
 * reader would need this suite for stands in it as text. The violations of a log are written one by one as they are
 * found, so that a log may have millions of them.
 */
import { documents, logFindings } from '../../exchange/codec.js';
import type { LogFinding, LogReport } from '../../exchange/log-report.js';
import type { Report } from '../../exchange/report.js';
import { claimOf } from '../claim/index.js';
import { clauseWords } from '../clause-words.js';
import { plainDiagram, replayLine } from '../failure.js';
import type { Reporter } from '../reporter.js';

/** Columns of a diagram in a document. */
const COLUMNS = 100;

/** The reporter `json`. */
export const json: Reporter = {
  name: 'json',
  isDocument: true,
  run: (report) => `${jsonText(documents.toJson({ kind: 'run', report: inWords(report) }), 2)}\n`,
  finding: (finding, _file, _frame, before) => `${before === 0 ? HEAD : ','}\n${violation(finding)}`,
  log: (report, file, _frame, before) => `${before === 0 ? HEAD : ''}\n],\n${rest(report, file)}\n`,
};

/** No reader of ProtoJSON takes half a surrogate pair, and texts from outside may have one. */
const jsonText = (value: unknown, indent = 0): string =>
  JSON.stringify(
    value,
    (_, part) => (typeof part === 'string' ? part.replace(/\p{Surrogate}/gu, '\ufffd') : part),
    indent,
  );

const HEAD = '{"log":{"violations":[';

const violation = (finding: LogFinding): string =>
  jsonText(logFindings.toJson({ ...finding, words: clauseWords(finding.clause) }));

/** All of the document but its beginning, which is written already. */
function rest(report: LogReport, file: string): string {
  const document = documents.toJson({ kind: 'log', report, file, findings: [] }) as { log: { violations: unknown } };
  const { log, ...others } = document;
  const { violations: _, ...counts } = log;
  const inside = (value: object) => jsonText(value).slice(1, -1);
  return `${inside(counts)}},\n${inside(others)}}`;
}

function inWords(report: Report): Report {
  const cases = report.cases.map((result) => ({
    ...result,
    failures: result.failures.map((failure) => ({
      ...failure,
      words: clauseWords(failure.clause),
      diagram: plainDiagram(failure, COLUMNS),
      ...(failure.file === '' ? {} : { replay: replayLine(failure, report.target).join('') }),
    })),
  }));
  return { ...report, cases, claim: claimOf(report) };
}
