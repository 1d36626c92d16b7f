// Reads a sequence diagram that is written as text, as it stands in the prose and in what the suite prints:
//
//     ann (host)          bob                   server
//     │ Remove bob#1 ──────────────────────────▶ │   the removal is taken up first
//     │                   │ ◀── RoomLeft 1002 ── │   right: bob is told
//     ╳ the connection is lost
//
// The last of the names is the one with whom all others speak.

const NAME = /\S+(?: \S+)*/g;
const BARS = ['│', '╳'];
const LINES = /[◀▶─╳]/g;
/** Before the first lane: the row that is wrong, and the first and the last of those that happen at the same time. */
const MARKS = { wrong: '▶', first: '┌', last: '└' };
const EARLIER_OR_LATER = '⋮';
const VERDICT = /^(right|wrong)\s{2,}(.*)$/;

/** Whether a text is such a diagram: a line of names, and below it rows that begin with a bar. */
export const isSequence = (text) => /^ {4}.*\S {2,}\S.*\n(?: {4}.*\n)?(?:[ ▶┌└])+[│⋮╳]/.test(text);

/**
 * The diagram as data: its lanes, its rows, and what is right and wrong below them.
 * Throws where a line is none of these.
 */
export function readSequence(text) {
  const [picture, ...below] = text.trimEnd().split(/\n\s*\n/);
  const lines = picture.split('\n');
  const first = lines.findIndex((line) => /[│⋮╳]/.test(line));
  const lanes = lanesOf(lines.slice(0, first));
  const rows = [];
  for (const line of lines.slice(first)) addRow(rows, line, lanes);
  return { lanes, rows, verdicts: below.join('\n').split('\n').filter(Boolean).map(verdictOf) };
}

function lanesOf([names, more = '']) {
  const about = [...more.matchAll(NAME)];
  return [...names.matchAll(NAME)].map(({ 0: name, index }) => ({
    name,
    about: about.find((one) => one.index === index)?.[0] ?? '',
    column: index,
  }));
}

function addRow(rows, line, lanes) {
  const [{ column: start }] = lanes;
  const before = line.slice(0, start);
  const rest = line.slice(start);
  if (before.includes(MARKS.first + MARKS.last)) return;
  const marks = Object.fromEntries(Object.entries(MARKS).map(([name, sign]) => [name, before.includes(sign)]));
  if (rest.startsWith(EARLIER_OR_LATER)) rows.push({ kind: 'gap', label: rest.slice(1).trim(), ...marks });
  else if (BARS.includes(rest[0])) addLaneRow(rows, line, lanes, marks);
  else if (marks.wrong && rest.trim() !== '') rows.push({ kind: 'gap', label: rest.trim(), ...marks, marked: true });
  else throw new Error(`A sequence diagram has a line that is none: "${line.trim()}".`);
}

function addLaneRow(rows, line, lanes, marks) {
  const server = lanes.length - 1;
  const lane = lanes.slice(0, server).findLastIndex(({ column }) => BARS.includes(line[column]));
  const { column } = lanes[lane];
  const { content, note } = split(line, column);
  const row = {
    ...marks,
    lane,
    note,
    marked: marks.wrong,
    wrong: marks.wrong || note.startsWith('wrong'),
    right: note.startsWith('right'),
  };
  const label = content.replace(LINES, ' ').replaceAll(/\s+/g, ' ').trim();
  if (line[column] === '╳') rows.push({ ...row, kind: 'event', cut: true, label });
  else if (/[◀▶╳]/.test(content)) rows.push({ ...row, kind: 'message', label, ...courseOf(content) });
  else if (label === '') rows.push({ ...row, kind: 'event', lane: server, cut: false, label: '' });
  else rows.at(-1).note = label;
}

// What stands between the bars, and what stands after them. The last bar is left out where a row is longer than its diagram.
function split(line, column) {
  const end = line.lastIndexOf('│');
  if (end > column) return { content: line.slice(column + 1, end), note: line.slice(end + 1).trim() };
  const [content, ...note] = line
    .slice(column + 1)
    .trim()
    .split(/\s{2,}/);
  return { content, note: note.join(' ') };
}

// From whom to whom; a message that ends in a cross does not arrive.
const courseOf = (content) => ({
  toServer: content.includes('▶') || (content.includes('╳') && !content.trim().startsWith('╳')),
  lost: content.includes('╳'),
});

function verdictOf(line) {
  const [, verdict, rest] = VERDICT.exec(line) ?? [];
  if (verdict === undefined)
    throw new Error(`Below a sequence diagram stands a line without "right" or "wrong": "${line.trim()}".`);
  const [what, ...why] = rest.split(/\s{2,}/);
  return { verdict, what, why: why.join(' ') };
}
