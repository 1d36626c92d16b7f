// Where everything of a sequence diagram stands, in pixels. Nothing measures the text: the letters of its font are all as wide as one another.

/** The width of a letter, with some room for other fonts of that size. */
const LETTER = 7.9;
/** The least height of a row, and that of a line of text. */
const ROW = 36;
export const LINE = 17;
/** The first lane: to the left of it are the marks. */
export const LEFT = 30;
export const HEAD = 36;
export const PAD = 10;
/** Notes are broken after so many letters. */
const NOTE = 38;

const widthOf = (text) => text.length * LETTER;

/** The lanes with their `x`, the rows with their `y` and with their notes in lines, and how large the whole is. */
export function layOut({ lanes, rows }) {
  const { xs, server } = across(lanes, rows);
  const head = HEAD + (lanes.some(({ about }) => about !== '') ? LINE : 0);
  let y = head;
  const placed = rows.map((row) => {
    const notes = broken(row.note ?? '');
    const height = Math.max(ROW, notes.length * LINE + 6);
    y += height;
    return { ...row, notes, x: xs[row.lane] ?? LEFT, y: y - height / 2 + 4 };
  });
  const noteWidth = Math.max(0, ...placed.flatMap(({ notes }) => notes.map((line) => widthOf(line) + 2 * PAD)));
  const beyond = Math.max(noteWidth, widthOf(lanes.at(-1).name) / 2);
  const longest = Math.max(
    server + beyond,
    ...placed.filter(({ kind }) => kind === 'gap').map(({ label }) => LEFT + widthOf(label)),
  );
  return {
    lanes: lanes.map((lane, index) => ({ ...lane, x: xs[index], isLast: index === lanes.length - 1 })),
    rows: placed,
    server,
    head,
    width: Math.ceil(longest + PAD),
    height: y + PAD,
  };
}

// Each lane is as near to the one before it as their names allow, and the last one stands beyond the longest message.
function across(lanes, rows) {
  const xs = [];
  let x = LEFT;
  for (const { name, about } of lanes.slice(0, -1)) {
    xs.push(x);
    x += Math.max(widthOf(name), widthOf(about)) + 2 * PAD;
  }
  const ends = rows
    .filter(({ lane }) => xs[lane] !== undefined)
    .map(({ kind, lane, label }) => xs[lane] + widthOf(label) + (kind === 'message' ? 4 : 2) * PAD);
  const server = Math.ceil(Math.max(x + widthOf(lanes.at(-1).name) / 2, ...ends));
  return { xs: [...xs, server], server };
}

function broken(text) {
  const lines = [];
  for (const word of text.split(' ').filter(Boolean)) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && longer.length <= NOTE) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
