/** Texts that must line up, also where names are in Chinese, Japanese or Korean, or have emoji. */
import { eastAsianWidth } from 'get-east-asian-width';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Each of these letters takes one column, and none joins the next. */
const PLAIN = /^[\u0020-\u007e\u00a1-\u02ff\u2010-\u205e\u2190-\u21ff\u2500-\u257f]*$/;
const INVISIBLE = /^[\p{Default_Ignorable_Code_Point}\p{Control}\p{Mark}\p{Surrogate}]+$/u;
const EMOJI = /^(?:\p{Emoji_Presentation}|\p{Regional_Indicator}{2}|\p{Emoji}\ufe0f)/u;

/** The columns of a terminal that a text takes, each with what stands there. The second column of a wide letter is empty. */
export function cellsOf(text: string): string[] {
  if (PLAIN.test(text)) return [...text];
  const cells: string[] = [];
  for (const { segment } of graphemes.segment(text)) {
    if (INVISIBLE.test(segment)) {
      if (cells.length > 0) cells.push(`${cells.pop()}${segment}`);
    } else cells.push(segment, ...(isWide(segment) ? [''] : []));
  }
  return cells;
}

const isWide = (grapheme: string): boolean =>
  EMOJI.test(grapheme) || eastAsianWidth(grapheme.codePointAt(0) ?? 0) === 2;

/** Number of columns. */
export const width = (text: string): number => cellsOf(text).length;

/** The text, cut to `columns` with an ellipsis where it is longer. A wide letter is not cut in two. */
export function clip(text: string, columns: number): string {
  const cells = cellsOf(text);
  if (cells.length <= columns) return text;
  if (columns < 1) return '';
  const cut = cells[columns - 1] === '' ? columns - 2 : columns - 1;
  return `${cells.slice(0, cut).join('')}…`;
}

/** Writes `text` over `under`, from a column on. What is left of a wide letter becomes a space. */
export function overlay(under: string, column: number, text: string): string {
  const cells = cellsOf(under);
  while (cells.length < column) cells.push(' ');
  const over = cellsOf(text);
  if (over.length === 0) return cells.join('');
  if (cells[column] === '') cells[column - 1] = ' ';
  if (cells[column + over.length] === '') cells[column + over.length] = ' ';
  cells.splice(column, over.length, ...over);
  return cells.join('');
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
  command
    .map((word) => (/^[\w@%+:,./-][\w@%+=:,./-]*$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
    .join(' ');
