/**
 * A failure as a self-contained picture: the clause, the sequence diagram, what was allowed and seen, the machine's
 * state.
 */
import { clauses } from '../../../gen/clauses.js';
import type { Failure } from '../../exchange/report.js';
import { reached } from '../failure.js';
import { AT_ONCE, type Rows } from '../row.js';
import { toRows } from '../rows.js';
import { wrap } from '../text.js';
import { drawRows } from './draw-rows.js';
import { element, escaped, text } from './element.js';
import { diagramInWords } from './in-words.js';
import { CHARACTER, LINE, MARGIN, placeAll } from './layout.js';
import { COLOURS, DIAGRAM_STYLE } from './style.js';

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
    element('style', {}, COLOURS + DIAGRAM_STYLE),
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
function description(failure: Drawn, rows: Rows, sentence: string): string {
  const facts = [`Allowed: ${failure.allowed}`, `Seen: ${failure.seen}`, ...reached(failure), ...(failure.state ?? [])];
  return [sentence, ...diagramInWords(rows), ...facts].join('\n');
}
