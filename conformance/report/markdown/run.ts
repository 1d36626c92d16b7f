/** The report of a run as a page in Markdown. */
import type { CaseResult, Report } from '../../exchange/report.js';
import type { Verdict } from '../../exchange/words.js';
import { countCases } from '../case-line.js';
import { expectedLines } from '../claim/expected.js';
import { claimOf } from '../claim/index.js';
import { clauseWords } from '../clause-words.js';
import { type DistinctFailure, distinctFailures } from '../distinct.js';
import { circumstances, plainDiagram, replayLine } from '../failure.js';
import { runMeaning } from '../summary.js';
import { formatDuration, plural } from '../text.js';
import type { MarkdownPage } from './page.js';
import { codeBlock, codeSpan, escapedMarkdown, markdownTable } from './text.js';

/** The page of a run or a replay. `columns`: of its diagrams. */
export function runPage(report: Report, columns: number): MarkdownPage {
  const { target, seed, spec, suite, date, checks, steps, tookMs, cases } = report;
  const facts = [
    plural(checks, 'check'),
    plural(steps, 'step'),
    formatDuration(tookMs),
    ...(seed === 0 ? [] : [`seed ${seed}`]),
    `Adjourn ${spec}, suite ${suite}`,
    ...(date === '' ? [] : [date]),
  ];
  return {
    head: [
      `## Adjourn: ${target === '' ? 'the reference server' : codeSpan(target)}`,
      `**${countCases(cases)}** · ${facts.join(' · ')}`,
      escapedMarkdown(runMeaning(report)),
    ],
    failures: distinctFailures(report).map((one) => failureBlock(one, columns)),
    tail: [...undecidedTable(cases), ...expectedList(report), `> ${escapedMarkdown(claimOf(report))}`],
  };
}

function failureBlock({ failure, where }: DistinctFailure, columns: number): string {
  const { level, sentence, address } = clauseWords(failure.clause);
  const also = where.alsoIn.length === 0 ? [] : [`- also in ${where.alsoIn.map(codeSpan).join(', ')}`];
  return [
    `### ✗ ${codeSpan(where.id)} breaks ${codeSpan(failure.clause)} (${level})`,
    `${escapedMarkdown(sentence)} (${codeSpan(address)}) ${escapedMarkdown(circumstances(failure, where.seed))}`,
    codeBlock(plainDiagram(failure, columns), 'text'),
    [`- allowed: ${escapedMarkdown(failure.allowed)}`, `- seen: ${escapedMarkdown(failure.seen)}`, ...also].join('\n'),
    ...replayLine(failure, where.target).map((line) => codeBlock(line, 'sh')),
  ].join('\n\n');
}

/** What was expected to fail, and whether it did. */
function expectedList(report: Report): string[] {
  const lines = expectedLines(report);
  if (lines.length === 0) return [];
  return ['### Expected to fail', lines.map((line) => `- ${escapedMarkdown(line)}`).join('\n')];
}

const UNDECIDED: readonly Verdict[] = ['harness-fault', 'inconclusive', 'indistinguishable', 'not-run', 'skip'];

const reasonOf = ({ verdict, why }: CaseResult): string => `${verdict} ${why}`;

/** The cases that neither passed nor failed, in a row for each reason. */
function undecidedTable(cases: readonly CaseResult[]): string[] {
  const some = UNDECIDED.flatMap((verdict) => cases.filter((result) => result.verdict === verdict));
  if (some.length === 0) return [];
  const groups = new Map<string, CaseResult[]>();
  for (const one of some) groups.set(reasonOf(one), [...(groups.get(reasonOf(one)) ?? []), one]);
  const rows = [...groups.values()].map((group) => {
    const [{ verdict, why } = group[0] as CaseResult] = group;
    return [verdict, escapedMarkdown(why), group.map(({ id }) => codeSpan(id)).join(', ')];
  });
  return ['### Neither passed nor failed', markdownTable(['verdict', 'why', 'cases'], rows)];
}
