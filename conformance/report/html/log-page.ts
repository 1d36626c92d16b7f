/** The page of a judged log: what it comes to, each broken clause with how often it was broken, and the first violations of it. */
import { clauses } from '../../../gen/clauses.js';
import type { BrokenInLog, LogFinding, LogReport } from '../../exchange/log-report.js';
import { clauseLines } from '../log/clauses.js';
import { logMeaning } from '../log/meaning.js';
import { withNames } from '../log/names.js';
import { formatCount, formatDuration, plural } from '../text.js';
import { breachList } from './breaches.js';
import { documentOf } from './document.js';
import { factList, part } from './facts.js';
import { filterForm } from './filters.js';
import { anchor, type Content, code, type Markup, tag } from './markup.js';
import { inlinePicture } from './picture.js';
import { pageHead, verdictTitles } from './verdict-head.js';

/** The whole document. `file`: the log's name. */
export function logHtml(report: LogReport, file: string): string {
  const { lines, observations, rooms, checks, findings, exitCode, time, spec, suite, date } = report;
  const broken = [...report.broken].sort((one, other) => other.times - one.times);
  const held = [...checks.values()].reduce((all, one) => all + one, 0);
  const title =
    exitCode === 0 ? 'Nothing against Adjourn' : exitCode === 1 ? 'Violations found' : verdictTitles[exitCode];
  const plainCounts = [
    { number: formatCount(rooms), noun: rooms === 1 ? 'room' : 'rooms' },
    { number: formatCount(held), noun: 'checks' },
    { number: formatCount(checks.size), noun: checks.size === 1 ? 'clause held' : 'clauses held' },
  ];
  const head = pageHead({
    exitCode,
    kicker: `Adjourn ${spec} · judged log`,
    title,
    sentence: logMeaning(report, file),
    counts: [
      {
        number: formatCount(findings),
        noun: findings === 1 ? 'violation' : 'violations',
        tone: findings > 0 ? 'fail' : 'pass',
      },
      ...plainCounts,
    ],
    rest: [
      factList([
        ['log', code(file)],
        ['day', date],
        ['lines', formatCount(lines)],
        ['observations', formatCount(observations)],
        ['took', formatDuration(time.total)],
        ['memory', `${formatCount(Math.round(report.peakBytes / 1e6))} MB at most`],
      ]),
    ],
  });
  const body = [
    breachList(broken.map(({ clause, times }) => ({ clause, times, place: brokenPlace(clause), noun: 'violation' }))),
    broken.length > 1 ? findingFilters(broken) : undefined,
    broken.map((one) => brokenClause(one, file)),
    extent(report),
  ];
  return documentOf({
    title: `${title}: ${plural(findings, 'violation')} · ${file}`,
    head,
    body,
    foot: `adjourn ${suite}, ${date}`,
  });
}

const brokenPlace = (clause: string): string => anchor(`broken:${clause}`);

function findingFilters(broken: readonly BrokenInLog[]): Markup {
  const choices = broken.map(({ clause, times }) => ({ value: clause, text: `${clause} (${times})` }));
  return filterForm({
    noun: 'violations that are shown',
    verdicts: [],
    clauses: [{ label: 'broken', choices }],
    features: [],
  });
}

function brokenClause({ clause, times, first }: BrokenInLog, file: string): Markup {
  const { intent } = clauses[clause];
  const place = brokenPlace(clause);
  const more = times - first.length;
  return tag(
    'section',
    { id: place, class: 'group', 'aria-labelledby': `${place}-title` },
    tag(
      'h2',
      { id: `${place}-title` },
      code(clause),
      ' ',
      tag('span', { class: 'count', 'data-count': true }, formatCount(times)),
    ),
    tag('p', { class: 'dim' }, tag('em', {}, 'Intent: '), intent),
    tag(
      'div',
      { class: 'cases' },
      first.map((finding, index) => violation(finding, `${place}:${index + 1}`, index === 0, file)),
    ),
    more > 0
      ? tag('p', { class: 'dim' }, `${formatCount(more)} more are in the report of --reporter json.`)
      : undefined,
  );
}

function violation(finding: LogFinding, place: string, open: boolean, file: string): Markup {
  const { clause, line, rooms, also, names = {}, excerpt = [] } = finding;
  const [allowed, seen] = [withNames(finding.allowed, names), withNames(finding.seen, names)];
  const where = `${finding.file ?? file}:${line}`;
  const alsoWords = also.map((one) => tag('li', {}, code(one.clause), ` in ${one.file ?? 'line'} ${one.line}`));
  return tag(
    'details',
    { class: 'case fail', id: place, open, 'data-verdict': 'fail', 'data-clauses': clause, 'data-broken': clause },
    tag(
      'summary',
      {},
      tag('span', { class: 'mark', 'aria-hidden': 'true' }, '✗'),
      tag('span', { class: 'name' }, where),
      tag('span', { class: 'brief' }, seen),
      tag('span', { class: 'took' }, rooms.join(', ')),
    ),
    tag(
      'div',
      { class: 'body' },
      tag(
        'dl',
        { class: 'versus' },
        tag('div', { class: 'allowed' }, tag('dt', {}, 'allowed'), tag('dd', {}, allowed)),
        tag('div', { class: 'seen' }, tag('dt', {}, 'seen'), tag('dd', {}, seen)),
      ),
      exchange({ ...finding, allowed }, place),
      excerpt.length === 0
        ? undefined
        : tag(
            'pre',
            { class: 'lines', tabindex: 0, role: 'group', 'aria-label': `Lines of the log at ${where}` },
            excerpt.map(
              (one) =>
                `${one.wrong ? '▶ ' : '  '}${one.file === undefined ? '' : `${one.file}:`}${one.line}  ${one.text}\n`,
            ),
          ),
      factList([
        [rooms.length === 1 ? 'room' : 'rooms', rooms.join(', ')],
        ['also', also.length === 0 ? '' : tag('ul', {}, alsoWords)],
      ]),
    ),
  );
}

/** What the lines say, as a picture; of a saved report there is only the text of it. */
function exchange({ clause, allowed, scene, diagram = '' }: LogFinding, place: string): Content {
  if (scene) return inlinePicture({ clause, allowed, at: scene.wrong, history: scene.history }, place);
  const label = `The exchange, in which ${clause} is broken`;
  return diagram === ''
    ? undefined
    : tag('pre', { class: 'lines', tabindex: 0, role: 'group', 'aria-label': label }, diagram);
}

function extent(report: LogReport): Content {
  const lines = [...clauseLines(report), ...report.remarks];
  if (lines.length === 0) return undefined;
  const text = tag(
    'pre',
    { class: 'lines', tabindex: 0, role: 'group', 'aria-label': 'How far it was judged' },
    lines.join('\n'),
  );
  return part('extent', 'How far it was judged', text);
}
