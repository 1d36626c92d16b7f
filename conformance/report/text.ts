/** Texts that must line up. One code point counts as one column: the names in a scenario are plain words. */

/** Number of columns. */
export const width = (text: string): number => [...text].length;

/** The text, cut to `columns` with an ellipsis where it is longer. */
export function clip(text: string, columns: number): string {
  const points = [...text];
  if (points.length <= columns) return text;
  return columns < 1 ? '' : `${points.slice(0, columns - 1).join('')}…`;
}

/** The text, filled up with spaces to `columns`. */
export const pad = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - width(text)));

/** Breaks a text between words, so that no line but an unbreakable one is longer than `columns`. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && width(last) + 1 + width(word) <= columns) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** `1,234`. */
export const formatCount = (number: number): string => number.toLocaleString('en-US');

/** `1 case`, `2 cases`. */
export const plural = (number: number, noun: string): string =>
  `${formatCount(number)} ${noun}${number === 1 ? '' : 's'}`;

/** `1.5 s`, `2 min 5 s`. */
export function formatDuration(ms: number): string {
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** A word from outside is repeated up to this length, in code points. */
const LONGEST_WORD = 200;

/**
 * One line with a full stop at its end. A text from outside may have many lines, control codes for a terminal, and any
 * length.
 */
export function sentence(text: string): string {
  const words = text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not reach a terminal
    .replace(/[\u0000-\u001f\u007f-\u009f\ufffd]+/g, ' ')
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => clip(word, LONGEST_WORD));
  return words.join(' ').replace(/([^.?!])$/, '$1.');
}

/** A command as a shell would take it back. */
export const quote = (command: readonly string[]): string =>
  command.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');
