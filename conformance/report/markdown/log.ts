/** The report of a log as a page in Markdown. */
import type { BrokenInLog, LogFinding, LogReport } from '../../exchange/log-report.js';
import { clauseWords } from '../clause-words.js';
import { logMeaning } from '../log/meaning.js';
import { formatCount, formatDuration, plural } from '../text.js';
import type { MarkdownPage } from './page.js';
import { codeBlock, codeSpan, escapedMarkdown, markdownTable } from './text.js';

/** So many violations of a clause are shown. */
const SHOWN = 3;

/** The page of a log. `file`: its name. */
export function logPage(report: LogReport, file: string): MarkdownPage {
  const { lines, rooms, findings, broken, time, spec, suite, date, remarks } = report;
  const facts = [plural(lines, 'line'), plural(rooms, 'room'), formatDuration(time.total), `Adjourn ${spec}`];
  return {
    head: [
      `## Adjourn: ${codeSpan(file)}`,
      `**${plural(findings, 'violation')}** · ${facts.join(' · ')}, suite ${suite} · ${date}`,
      escapedMarkdown(logMeaning(report, file)),
      ...(broken.length === 0 ? [] : [countTable(broken, file)]),
    ],
    failures: broken.map((one) => clauseBlock(one, file)),
    tail: remarks.map(escapedMarkdown),
  };
}

const placeOf = (finding: LogFinding, file: string): string => `${finding.file ?? file}:${finding.line}`;

function countTable(broken: readonly BrokenInLog[], file: string): string {
  const rows = broken.map(({ clause, times, first }) => {
    const [finding] = first;
    return [codeSpan(clause), formatCount(times), finding ? codeSpan(placeOf(finding, file)) : ''];
  });
  return markdownTable(['clause', 'violations', 'first'], rows);
}

function clauseBlock({ clause, times, first }: BrokenInLog, file: string): string {
  const { level, sentence, address } = clauseWords(clause);
  const shown = first.slice(0, SHOWN);
  const more = times - shown.length;
  return [
    `### ✗ ${codeSpan(clause)} (${level}), ${plural(times, 'violation')}`,
    `${escapedMarkdown(sentence)} (${codeSpan(address)})`,
    ...shown.map((finding) => findingBlock(finding, file)),
    ...(more > 0 ? [`And ${formatCount(more)} more.`] : []),
  ].join('\n\n');
}

function findingBlock(finding: LogFinding, file: string): string {
  const { rooms, allowed, seen, excerpt = [], diagram } = finding;
  const lines = [
    `**${codeSpan(placeOf(finding, file))}** in ${rooms.map(codeSpan).join(', ')}`,
    `- allowed: ${escapedMarkdown(allowed)}`,
    `- seen: ${escapedMarkdown(seen)}`,
  ];
  return [
    lines.join('\n'),
    ...(diagram === undefined ? [] : [codeBlock(diagram, 'text')]),
    ...(excerpt.length === 0
      ? []
      : [codeBlock(excerpt.map(({ line, text }) => `${line}: ${text}`).join('\n'), 'text')]),
  ].join('\n\n');
}
