/** The page of a run: what it comes to, the broken clauses, the cases with the failed ones first, and what was measured. */
import type { CaseResult, Report } from '../../exchange/report.js';
import type { Verdict } from '../../exchange/words.js';
import { verdictOrder, verdictWords } from '../case-line.js';
import { expectedLines } from '../claim/expected.js';
import { claimOf } from '../claim/index.js';
import { commandLine } from '../matrix/command-line.js';
import { runMeaning } from '../summary.js';
import { formatCount, formatDuration } from '../text.js';
import { type Breach, breachList } from './breaches.js';
import { hasOwnFault } from './broken-by.js';
import { caseEntries } from './case-entry.js';
import { documentOf } from './document.js';
import { commandBox, factList, part } from './facts.js';
import { failureCard, failurePlace } from './failure-card.js';
import { type Content, code, type Markup, tag } from './markup.js';
import { measures } from './measures.js';
import { runFilters } from './run-filters.js';
import { pageHead, type TopCount, verdictTitles } from './verdict-head.js';

/** The whole document. */
export function runHtml(report: Report): string {
  const { cases, exitCode, target, profile } = report;
  const groups = verdictOrder
    .map((verdict) => ({ verdict, group: cases.filter((result) => result.verdict === verdict) }))
    .filter(({ group }) => group.length > 0);
  const counts = groups.map(
    ({ verdict, group }): TopCount => ({
      number: formatCount(group.length),
      noun: verdictWords[verdict],
      tone: verdict,
      place: groupPlace(verdict),
    }),
  );
  const subject = target === '' ? 'the reference server' : target;
  const isReplay = cases.length === 1 && cases[0]?.id === 'replay';
  const head = pageHead({
    exitCode,
    kicker: `Adjourn ${report.spec} · ${isReplay ? 'replay' : 'conformance report'} · ${profile.side}`,
    ...titleAndRest(runMeaning(report)),
    counts,
    rest: [
      runFacts(report, subject),
      claim(report),
      isReplay ? undefined : commandBox('Run again', commandLine(report)),
    ],
  });
  const body = [
    brokenClauses(cases),
    expected(report),
    cases.length > 1 ? runFilters(cases) : undefined,
    groups.map(({ verdict, group }) => caseGroup(verdict, group, target)),
    measures(report),
    systemFacts(report),
  ];
  const [worst] = counts;
  const title = `${verdictTitles[exitCode]}${worst ? `: ${worst.number} ${worst.noun}` : ''} · ${subject}`;
  return documentOf({ title, head, body, foot: `adjourn ${report.suite}, ${report.date}` });
}

/** What may be said of the system, to be copied; or why nothing may. */
function claim(report: Report): Content {
  const words = claimOf(report);
  return report.exitCode === 0 && words.startsWith('conforms')
    ? commandBox('Claim', words)
    : factList([['claim', report.exitCode === 1 ? 'none' : words.replace(/^no claim: /, 'none: ')]]);
}

/** `Does not conform to Adjourn 1.0: 3 cases failed.` as a title and what stands below it. */
function titleAndRest(outcome: string): { readonly title: string; readonly sentence: string } {
  const end = outcome.indexOf(': ');
  if (end < 0) return { title: outcome.replace(/\.$/, ''), sentence: '' };
  const rest = outcome.slice(end + 2);
  return { title: outcome.slice(0, end), sentence: rest.charAt(0).toUpperCase() + rest.slice(1) };
}

const groupPlace = (verdict: Verdict): string => `cases-${verdict}`;

function runFacts({ tookMs, seed, checks, steps, date }: Report, subject: string): Content {
  return factList([
    ['target', code(subject)],
    ['day', date],
    ['took', formatDuration(tookMs)],
    ['seed', seed === 0 ? '' : code(`${seed}`)],
    ['checks', formatCount(checks)],
    ['steps judged', formatCount(steps)],
  ]);
}

/** The cases with one verdict; of the failed ones those first that have a fault of their own. */
function caseGroup(verdict: Verdict, group: readonly CaseResult[], target: string): Markup {
  const sorted = [...group.filter(hasOwnFault), ...group.filter((result) => !hasOwnFault(result))];
  const words = verdictWords[verdict];
  const title = `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
  const counted = tag('span', { class: 'count', 'data-count': true }, formatCount(group.length));
  return tag(
    'section',
    { id: groupPlace(verdict), class: 'group', 'aria-labelledby': `${groupPlace(verdict)}-title` },
    tag('h2', { id: `${groupPlace(verdict)}-title` }, title, ' ', counted),
    tag(
      'div',
      { class: 'cases' },
      caseEntries(sorted, (failure, result) => failureCard(failure, result, target)),
    ),
  );
}

/** What was expected to fail, and whether it did. */
function expected(report: Report): Content {
  const lines = expectedLines(report);
  if (lines.length === 0) return undefined;
  const items = lines.map((line) => tag('li', {}, line));
  return part('expected', 'Expected to fail', tag('ul', {}, items));
}

/** One line for each clause that is broken anew: counts first. */
function brokenClauses(cases: readonly CaseResult[]): Content {
  const newIn = ({ failures }: CaseResult) =>
    failures.filter(({ known }) => known === undefined).map(({ clause }) => clause);
  const ids = [...new Set(cases.flatMap(newIn))];
  const breaches = ids.map((clause): Breach => {
    const breaking = cases.filter((result) => newIn(result).includes(clause));
    const [first] = [...breaking.filter(hasOwnFault), ...breaking];
    const place = first ? failurePlace(first.id, { clause }) : '';
    return { clause, place, times: breaking.length, noun: 'case' };
  });
  return breachList(breaches);
}

/** What the system said of itself. */
function systemFacts({ profile, options }: Report): Content {
  const { name, side, wire, features, resumeWindowMs, heartbeat, tokens, unsupported, deviations } = profile;
  const beats = heartbeat && `every ${heartbeat.intervalMs} ms; silent for ${heartbeat.timeoutMs} ms at most`;
  return part(
    'system',
    'What was tested',
    factList([
      ['name', code(name)],
      ['class', side],
      ['protocol', wire ? 'Adjourn' : 'its own'],
      ['features', features.length === 0 ? 'base' : features.join(', ')],
      ['resume window', resumeWindowMs === 0 ? 'none' : `${formatCount(resumeWindowMs)} ms`],
      ['heartbeat', beats ?? 'none announced'],
      ['access tokens', tokens ? 'asked for' : 'none'],
      ['cannot do', unsupported.join(', ')],
      deviations.length === 0
        ? undefined
        : [
            'deviates',
            tag(
              'ul',
              {},
              deviations.map(({ clause, why }) => tag('li', {}, code(clause), ` ${why}`)),
            ),
          ],
      ['options', options === '' ? '' : code(options)],
    ]),
  );
}
