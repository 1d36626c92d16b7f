/** How explanations are laid out: lines, some of them indented, and short tables of facts. */

const INDENT = '  ';
const COLUMN = 12;

/** Lines two columns to the right. */
export const indented = (lines: readonly string[]): string[] => lines.map((line) => `${INDENT}${line}`.trimEnd());

/** Each fact with its name before its first line. */
export const facts = (all: Readonly<Record<string, readonly string[]>>): string[] =>
  Object.entries(all).flatMap(([name, lines]) =>
    lines.map((line, index) => `${INDENT}${(index === 0 ? name : '').padEnd(COLUMN)}${line}`.trimEnd()),
  );
