/** Lines of text that must line up. One code point is taken as one column: the names in a scenario are plain words. */

export const width = (text: string): number => [...text].length;

/** The text, cut to `columns` with an ellipsis where it is longer. */
export function clip(text: string, columns: number): string {
  const points = [...text];
  if (points.length <= columns) return text;
  return columns < 1 ? '' : `${points.slice(0, columns - 1).join('')}…`;
}

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

export const count = (number: number): string => number.toLocaleString('en-US');

/** `1 case`, `2 cases`. */
export const plural = (number: number, noun: string): string => `${count(number)} ${noun}${number === 1 ? '' : 's'}`;

export function duration(ms: number): string {
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
