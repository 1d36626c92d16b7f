// Markdown in the form that `npm run format` gives it, so that what is generated need not be formatted.

/** A table, its columns padded to their widest cells. */
export function table(head, rows) {
  const cells = [head, ...rows].map((row) => row.map(escapeBars));
  const widths = head.map((_, column) => Math.max(3, ...cells.map((row) => row[column].length)));
  const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  const [first, ...rest] = cells;
  return [line(first), line(widths.map((width) => '-'.repeat(width))), ...rest.map(line)];
}

const escapeBars = (text) => text.replaceAll('|', '\\|');

/** A text, one sentence a line. */
export const sentences = (text) => text.replace(/(?<!\b(?:e\.g|i\.e))([.!?]) (?=[A-Z`])/g, '$1\n').split('\n');
