/** The measured crosswalk as a picture: where one colour stands twice in a column, two causes are told by one word. */
import {
  type CrosswalkRow,
  type MeasuredCause,
  measuredCauses,
  type ToldParty,
  toldWord,
} from '../../exchange/crosswalk.js';
import { element, escaped, text } from '../svg/element.js';
import type { Matrix, MatrixSystem } from './model.js';
import { mergedCauses } from './told-apart.js';
import { CAPTIONS, CAUSES, silenceInWords } from './words.js';

const MARGIN = 16;
const LABELS = 310;
const CELL = { width: 98, height: 36 };
/** Of a character of the words in the cells. */
const CHARACTER = 6.7;
/** Between two systems. */
const GAP = 10;
const HEAD = 58;
const LEGEND = 44;
const PARTIES: readonly ToldParty[] = ['leaver', 'others'];
/** So many words that merge causes get a colour of their own in each column; further ones share them. */
const COLOURS = 4;

/** How a cell is filled. */
type Fill = 'apart' | 'nothing' | `merged${number}`;

/** The picture as an SVG document. */
export function matrixPicture({ systems }: Matrix): string {
  const causes = measuredCauses.filter((cause) =>
    systems.some(({ crosswalk }) => crosswalk.some((row) => row.cause === cause)),
  );
  const width = Math.max(xOf(systems.length, 0) - GAP, MARGIN + LEGEND_WIDTH) + MARGIN;
  const height = MARGIN * 2 + HEAD + causes.length * CELL.height + LEGEND;
  const body = [
    element('title', { id: 'crosswalk-title' }, escaped(TITLE)),
    element('desc', { id: 'crosswalk-desc' }, escaped(DESCRIPTION)),
    element('style', {}, STYLE),
    element('rect', { class: 'paper', width, height, rx: 10 }),
    ...causes.map((cause, row) => text({ x: MARGIN, y: yOf(row) + 23 }, CAUSES[cause], 'cause')),
    ...systems.flatMap((system, column) => drawSystem(system, column, causes)),
    ...drawLegend(height),
  ];
  const head = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: 'img',
    'aria-labelledby': 'crosswalk-title crosswalk-desc',
  };
  return `${element('svg', head, '\n', body.join('\n'), '\n')}\n`;
}

const TITLE = 'What people are told when somebody leaves, by what had happened';
const DESCRIPTION = `Each row is a cause, each pair of columns a system. The words themselves stand in the tables "${CAPTIONS.leaver}" and "${CAPTIONS.others}" of the page.`;

const yOf = (row: number): number => MARGIN + HEAD + row * CELL.height;
const xOf = (column: number, party: number): number =>
  MARGIN + LABELS + column * (PARTIES.length * CELL.width + GAP) + party * CELL.width;

function drawSystem({ name, crosswalk }: MatrixSystem, column: number, causes: readonly MeasuredCause[]): string[] {
  const heads = PARTIES.map((party, place) =>
    text({ x: xOf(column, place) + CELL.width / 2, y: MARGIN + HEAD - 10 }, party, 'party', {
      'text-anchor': 'middle',
    }),
  );
  const cells = PARTIES.flatMap((party, place) => {
    const fillOf = fillsOf(crosswalk, party);
    return causes.flatMap((cause, row) => {
      const told = crosswalk.filter((one) => one.cause === cause && one.listener === party).sort(wordsFirst);
      return drawCell(told, fillOf, { x: xOf(column, place), y: yOf(row) });
    });
  });
  const middle = xOf(column, 1);
  return [text({ x: middle, y: MARGIN + 20 }, name, 'system', { 'text-anchor': 'middle' }), ...heads, ...cells];
}

/** Some may be told nothing where others are told a word. */
const wordsFirst = (one: CrosswalkRow, other: CrosswalkRow): number =>
  Number(toldWord(one) === undefined) - Number(toldWord(other) === undefined);

/** Words that stand for causes of different codes have a colour for each; all others are told apart. */
function fillsOf(crosswalk: readonly CrosswalkRow[], party: ToldParty): (row: CrosswalkRow) => Fill {
  const merged = mergedCauses(crosswalk).filter(({ listener }) => listener === party);
  return (row) => {
    const word = toldWord(row);
    if (word === undefined) return row.cause === 'switched' && party === 'leaver' ? 'apart' : 'nothing';
    const place = merged.findIndex((one) => one.word === word);
    return place < 0 ? 'apart' : `merged${(place % COLOURS) + 1}`;
  };
}

/** The word that was told most often; that there were others is said by a number. */
function drawCell(
  told: readonly CrosswalkRow[],
  fillOf: (row: CrosswalkRow) => Fill,
  at: { x: number; y: number },
): string[] {
  const [row, ...others] = told;
  const box = { x: at.x + 2, y: at.y + 2, width: CELL.width - 4, height: CELL.height - 4, rx: 4 };
  if (!row) return [element('rect', { ...box, class: 'none' })];
  const word = toldWord(row) ?? silenceInWords(row.cause, row.listener);
  const lines = inTwoLines(others.length === 0 ? word : `${word} +${others.length}`);
  const first = at.y + CELL.height / 2 + (lines.length === 1 ? 4 : -2);
  return [
    element('rect', { ...box, class: fillOf(row) }),
    ...lines.map((line, index) =>
      text({ x: at.x + CELL.width / 2, y: first + index * 13 }, line, 'word', { 'text-anchor': 'middle' }),
    ),
  ];
}

const MOST = Math.floor((CELL.width - 10) / CHARACTER);

/** At most two lines, broken behind an underscore or a blank where there is one. */
function inTwoLines(word: string): string[] {
  if (word.length <= MOST) return [word];
  const cut = [...word.slice(0, MOST).matchAll(/[_ ]/g)].at(-1)?.index ?? MOST - 1;
  const rest = word.slice(cut + 1).trim();
  return [word.slice(0, cut + 1).trim(), rest.length <= MOST ? rest : `${rest.slice(0, MOST - 1)}…`];
}

/** What each colour says, and where it begins. */
const legend: readonly { readonly fill: string; readonly words: string; readonly x: number }[] = [
  { fill: 'apart', words: 'a word of its own', x: 0 },
  { fill: 'merged1', words: 'one word for causes of different codes', x: 160 },
  { fill: 'nothing', words: 'told nothing', x: 440 },
  { fill: 'none', words: 'not brought about', x: 560 },
];
const LEGEND_WIDTH = 700;

function drawLegend(height: number): string[] {
  const y = height - MARGIN - 12;
  return legend.flatMap(({ fill, words, x }) => [
    element('rect', { x: MARGIN + x, y: y - 12, width: 22, height: 16, rx: 3, class: fill }),
    text({ x: MARGIN + x + 30, y }, words, 'legend'),
  ]);
}

/** For light and for dark backgrounds; the reader's setting decides. */
const STYLE = `
svg { --paper: #ffffff; --ink: #1b2330; --dim: #667085; --line: #d5dae1; --apart: #d9f0e0; --nothing: #e8ebef; --m1: #ffd98a; --m2: #ffb3a1; --m3: #d9c2ff; --m4: #a9d8ff; }
@media (prefers-color-scheme: dark) {
  svg { --paper: #14181f; --ink: #e6eaf0; --dim: #98a2b3; --line: #333b47; --apart: #1d4029; --nothing: #2a303a; --m1: #6b4b00; --m2: #75291b; --m3: #47307a; --m4: #0f4a75; }
}
text { fill: var(--ink); font: 13px system-ui, -apple-system, 'Segoe UI', sans-serif; }
.paper { fill: var(--paper); }
.system { font-weight: 700; font-size: 14px; }
.party, .legend { fill: var(--dim); font-size: 12px; }
.word { font: 11px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; }
.apart { fill: var(--apart); }
.nothing { fill: var(--nothing); }
.none { fill: none; stroke: var(--line); stroke-dasharray: 2 3; }
.merged1 { fill: var(--m1); }
.merged2 { fill: var(--m2); }
.merged3 { fill: var(--m3); }
.merged4 { fill: var(--m4); }
`;
