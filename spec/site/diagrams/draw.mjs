// Draws a sequence diagram as SVG. Its colours are those of the page: the style sheet has them, for light and for dark.

import { s } from 'hastscript';
import { HEAD, LEFT, LINE, layOut, PAD } from './layout.mjs';

/** The middle of a line of text above its baseline. */
const MIDDLE = 4;
const ARROW_HEAD = 8;

/** The drawing, with `title` as its name. */
export function drawSequence(diagram, title) {
  const { lanes, rows, server, head, width, height } = layOut(diagram);
  return s('svg', { className: 'sequence', role: 'img', width, height, viewBox: `0 0 ${width} ${height}` }, [
    s('title', title),
    ...lanes.flatMap((lane) => laneParts(lane, head, height)),
    ...together(rows),
    ...rows.map((row) => rowPart(row, server)),
  ]);
}

function laneParts({ name, about, x, isLast }, head, height) {
  const place = { x: isLast ? x : x - PAD / 2, textAnchor: isLast ? 'middle' : 'start' };
  return [
    s('path.lane', { d: `M ${x} ${head - PAD} V ${height}` }),
    s('text.name', { ...place, y: HEAD / 2 + MIDDLE }, name),
    ...(about === '' ? [] : [s('text', { ...place, y: HEAD / 2 + MIDDLE + LINE }, about)]),
  ];
}

// What happens at the same time is held together on the left.
function together(rows) {
  const ends = rows.filter(({ last }) => last);
  return rows
    .filter(({ first }) => first)
    .map(({ y }, index) =>
      s('path.together', { d: `M ${LEFT - 10} ${y - LINE} h -6 V ${ends[index].y + MIDDLE} h 6` }),
    );
}

function rowPart(row, server) {
  const { kind, wrong, right, marked, y } = row;
  const className = [kind, ...(wrong ? ['wrong'] : []), ...(right ? ['right'] : [])];
  return s('g', { className }, [
    ...(marked ? [s('path.mark', { d: `M 3 ${y - 7} l 10 7 l -10 7 z` })] : []),
    ...PARTS[kind](row, server),
    ...notesOf(row, server),
  ]);
}

const PARTS = {
  message: (row, server) => [...arrow(row, server), s('text', { x: row.x + PAD, y: row.y - 6 }, row.label)],
  event: ({ x, y, cut, label }) => [
    cut ? cross(x, y) : s('circle.happens', { cx: x, cy: y, r: 4 }),
    s('text', { x: x + PAD, y: y + MIDDLE }, label),
  ],
  gap: ({ y, label }) => [s('text', { x: LEFT + PAD, y: y + MIDDLE }, label)],
};

// A message that is lost ends on half of its way, in a cross.
function arrow({ x, y, toServer, lost }, server) {
  const [from, to] = toServer ? [x, server] : [server, x];
  const end = lost ? (from + to) / 2 : to;
  const back = toServer ? -ARROW_HEAD : ARROW_HEAD;
  return [
    s('path.arrow', { d: `M ${from} ${y} H ${end}` }),
    lost ? cross(end, y) : s('path.head', { d: `M ${end} ${y} l ${back} -5 v 10 z` }),
  ];
}

const cross = (x, y) => s('path.cross', { d: `M ${x - 5} ${y - 5} l 10 10 m 0 -10 l -10 10` });

const notesOf = ({ notes, y }, server) =>
  notes.map((line, index) => {
    const shift = (index - (notes.length - 1) / 2) * LINE;
    return s('text.note', { x: server + PAD + MIDDLE, y: y + MIDDLE + shift }, line);
  });
