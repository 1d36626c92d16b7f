/**
 * For GitHub Actions: annotations on the output. The page for the summary of the step is that of markdown/. The way into
 * github/.
 */
import type { BrokenInLog, LogReport } from '../../exchange/log-report.js';
import type { CaseResult, Report } from '../../exchange/report.js';
import { staleLines } from '../claim/expected.js';
import { clauseWords } from '../clause-words.js';
import { type DistinctFailure, distinctFailures } from '../distinct.js';
import { plainDiagram, replayLine } from '../failure.js';
import { logMeaning } from '../log/meaning.js';
import type { Reporter } from '../reporter.js';
import { runMeaning } from '../summary.js';
import { plural } from '../text.js';
import { type GithubAnnotation, githubCommands } from './command.js';

/** The reporter `github`. */
export const github: Reporter = {
  name: 'github',
  isDocument: false,
  run: (report, { columns }) =>
    githubCommands([...failed(report, columns), ...stale(report), ...undecided(report)], (left) => ({
      level: 'notice',
      title: `${left} more`,
      message: `${left} more of ${plural(report.cases.length, 'case')} are in the summary: ${runMeaning(report)}`,
    })),
  finding: () => '',
  log: (report, file) =>
    githubCommands([...brokenIn(report, file), ...unread(report, file)], (left) => ({
      level: 'notice',
      title: `${left} more`,
      message: `${left} more clauses are in the summary: ${logMeaning(report, file)}`,
    })),
};

/** Each clause is named before one is named twice: there is room for few. */
function failed(report: Report, columns: number): GithubAnnotation[] {
  const all = distinctFailures(report);
  const isFirst = ({ failure }: DistinctFailure, index: number) =>
    all.findIndex((one) => one.failure.clause === failure.clause) === index;
  const again = all.filter((one, index) => !isFirst(one, index));
  return [...all.filter(isFirst), ...again].map((one) => failedCase(one, columns));
}

function failedCase({ failure, where }: DistinctFailure, columns: number): GithubAnnotation {
  const { level, sentence } = clauseWords(failure.clause);
  const message = [
    sentence,
    '',
    `allowed: ${failure.allowed}`,
    `seen: ${failure.seen}`,
    ...(where.alsoIn.length === 0 ? [] : [`also in: ${where.alsoIn.join(', ')}`]),
    ...replayLine(failure, where.target).map((line) => `replay: ${line}`),
    '',
    plainDiagram(failure, columns).trimEnd(),
  ].join('\n');
  return { level: 'error', title: `${where.id} breaks ${failure.clause} (${level})`, message };
}

const stale = (report: Report): GithubAnnotation[] =>
  staleLines(report).map((message) => ({ level: 'error', title: 'Adjourn: a known failure is gone', message }));

/** What kept the run from a verdict. */
function undecided({ cases, trouble, exitCode }: Report): GithubAnnotation[] {
  const run: GithubAnnotation[] =
    trouble === ''
      ? []
      : [{ level: exitCode === 3 ? 'error' : 'warning', title: 'Adjourn: no verdict', message: trouble }];
  const isOpen = ({ verdict }: CaseResult) => verdict === 'inconclusive' || verdict === 'harness-fault';
  const open = cases.filter(isOpen).map(
    ({ id, verdict, why }): GithubAnnotation => ({
      level: 'warning',
      title: `${id}: ${verdict}`,
      message: why || verdict,
    }),
  );
  return [...run, ...open];
}

const brokenIn = ({ broken }: LogReport, file: string): GithubAnnotation[] =>
  broken.map((one) => brokenClause(one, file));

function brokenClause({ clause, times, first: [finding] }: BrokenInLog, file: string): GithubAnnotation {
  const { level, sentence } = clauseWords(clause);
  const title = `${clause} (${level}) broken ${times === 1 ? 'once' : `${times} times`}`;
  if (finding === undefined) return { level: 'error', title, message: sentence };
  const { allowed, seen, rooms, line } = finding;
  const message = [sentence, '', `allowed: ${allowed}`, `seen: ${seen}`, `rooms: ${rooms.join(', ')}`].join('\n');
  return { level: 'error', title, message, file: finding.file ?? file, line };
}

const unread = ({ trouble }: LogReport, file: string): GithubAnnotation[] =>
  trouble === '' ? [] : [{ level: 'error', title: `${file} was not read to its end`, message: trouble }];
