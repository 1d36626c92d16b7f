/**
 * A failure as a self-contained picture: the clause, the sequence diagram, what was allowed and seen, the machine's
 * state.
 */
import { clauses } from '../../gen/clauses.js';
import type { Failure } from '../exchange/report.js';
import { reached } from './failure.js';
import type { Way } from './lanes.js';
import { AT_ONCE, type Rows, toRows } from './rows.js';
import { element, escaped, text } from './svg.js';
import { CHARACTER, LINE, MARGIN, placeAll, SERVER } from './svg-layout.js';
import { drawRows } from './svg-rows.js';
import { wrap } from './text.js';

type Drawn = Pick<Failure, 'clause' | 'at' | 'history' | 'allowed' | 'seen' | 'explained' | 'state'>;

/** Draws the picture as an SVG document. */
export function drawSvg(failure: Drawn): string {
  const layout = placeAll(toRows(failure));
  const { sentence, level } = clauses[failure.clause];
  const columns = Math.floor((layout.width - 2 * MARGIN) / CHARACTER);
  const prose = wrap(sentence, columns);
  const top = MARGIN + LINE * (prose.length + 1) + 14;
  const diagram = drawRows(failure, layout, top);
  const facts = [...legend(layout), ...factsOf(failure, columns)];
  const height = diagram.bottom + 24 + facts.length * LINE + MARGIN - 8;
  const title = `${failure.clause} (${level}) is broken`;
  const body = [
    element('title', { id: `${failure.clause}-title` }, escaped(title)),
    element('desc', { id: `${failure.clause}-desc` }, escaped(description(failure, layout, sentence))),
    element('style', {}, STYLE),
    element('rect', { class: 'paper', width: layout.width, height, rx: 10 }),
    text({ x: MARGIN, y: MARGIN + 10 }, `${failure.clause} (${level})`, 'clause'),
    ...prose.map((line, index) => text({ x: MARGIN, y: MARGIN + 10 + LINE * (index + 1) }, line, 'prose')),
    ...diagram.drawn,
    ...facts.flatMap(({ name, line }, index) => {
      const y = diagram.bottom + 30 + index * LINE;
      return [
        ...(name === '' ? [] : [text({ x: MARGIN, y }, name, 'name')]),
        text({ x: MARGIN + 80, y }, line, 'fact'),
      ];
    }),
  ];
  const head = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${layout.width} ${height}`,
    width: layout.width,
    height,
    role: 'img',
    'aria-labelledby': `${failure.clause}-title ${failure.clause}-desc`,
  };
  return `${element('svg', head, '\n', body.join('\n'), '\n')}\n`;
}

/** For light and for dark backgrounds; the reader's setting decides. */
const STYLE = `
svg { --paper: #ffffff; --ink: #1b2330; --dim: #667085; --line: #b8c0cc; --head: #f2f4f7; --wrong: #c0182b; --band: #fdecee; }
@media (prefers-color-scheme: dark) {
  svg { --paper: #14181f; --ink: #e6eaf0; --dim: #98a2b3; --line: #4a5361; --head: #222833; --wrong: #ff7b85; --band: #3a1a20; }
}
text { fill: var(--ink); font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; }
.paper { fill: var(--paper); }
.clause { font-weight: 700; font-size: 15px; }
.prose, .name, .role, .note, .elided { fill: var(--dim); }
.seat { font-weight: 700; }
.head { fill: var(--head); stroke: var(--line); }
.life { stroke: var(--line); stroke-dasharray: 3 4; }
.arrow { stroke: var(--ink); stroke-width: 1.4; fill: none; }
.tip { fill: var(--ink); }
.label { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
.note { font-style: italic; }
.bracket { stroke: var(--dim); stroke-width: 1.4; fill: none; }
.band { fill: var(--band); }
.wrong .arrow { stroke: var(--wrong); }
.wrong .tip { fill: var(--wrong); }
.wrong text { fill: var(--wrong); font-weight: 700; }
.wrong .label { stroke: var(--band); }
`;

interface Fact {
  readonly name: string;
  readonly line: string;
}

function factsOf(failure: Drawn, columns: number): Fact[] {
  const entry = (name: string, lines: readonly string[]) =>
    lines.flatMap((line) => wrap(line, columns - 11)).map((line, index) => ({ name: index === 0 ? name : '', line }));
  return [
    ...entry('allowed', [failure.allowed]),
    ...entry('seen', [failure.seen]),
    ...entry('reached', reached(failure)),
    ...entry('state', failure.state ?? []),
  ];
}

const legend = ({ rows }: Rows): Fact[] =>
  rows.some(({ together }) => together) ? [{ name: 'bracket', line: AT_ONCE }] : [];

/** All that the picture shows, for readers who cannot see it. */
function description(failure: Drawn, { rows, seats }: Rows, sentence: string): string {
  const names = [...seats.map(({ name }) => name), SERVER];
  const said = rows.map(({ column, far, way, label, wrong, together }) => {
    const [left = '', right = ''] = [names[column], names[far]];
    return `${speakers[way](left, right)}: ${label}${together && together !== 'between' ? ` (${AT_ONCE})` : ''}${wrong ? ' (not allowed here)' : ''}`;
  });
  const facts = [`Allowed: ${failure.allowed}`, `Seen: ${failure.seen}`, ...reached(failure), ...(failure.state ?? [])];
  return [sentence, ...said, ...facts].join('\n');
}

const speakers: Readonly<Record<Way, (left: string, right: string) => string>> = {
  'to-right': (left, right) => `${left} to ${right}`,
  'to-left': (left, right) => `${right} to ${left}`,
  'cut-right': (left, right) => `${left} to ${right}`,
  'cut-left': (left, right) => `${right} to ${left}`,
  'remark-left': (left) => left,
  'remark-right': (_, right) => right,
};
