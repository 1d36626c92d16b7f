/** Wrong copies of a history, written as the hunks of a diff. */
import { NotationError } from './observation.js';

/** A wrong copy of a history, as a diff, with the clause that it breaks. */
export interface WrongCopy {
  readonly clause: string;
  readonly lines: readonly string[];
  /** The line of the file on which the copy begins, for messages. */
  readonly line: number;
}

/** The right lines with the copy's hunks applied. A hunk must fit exactly one place. */
export function applyEdits(right: readonly string[], copy: WrongCopy): string[] {
  let result = [...right];
  let hunk: string[] = [];
  const flush = () => {
    if (hunk.length > 0) result = applyHunk(result, hunk, copy);
    hunk = [];
  };
  for (const line of copy.lines) {
    if (line === '@@') flush();
    else if (line.trim() !== '') hunk.push(line);
  }
  flush();
  return result;
}

function applyHunk(lines: readonly string[], hunk: readonly string[], copy: WrongCopy): string[] {
  const before = hunk.filter((line) => !line.startsWith('+')).map((line) => line.slice(1).trim());
  const after = hunk.filter((line) => !line.startsWith('-')).map((line) => line.slice(1));
  const fits = lines
    .map((_, start) => start)
    .filter((start) => before.every((line, offset) => lines[start + offset]?.trim() === line));
  const [place] = fits;
  if (place === undefined || fits.length > 1 || before.length === 0)
    throw new NotationError(copy.line, `the copy "wrong ${copy.clause}" fits ${fits.length} places; it must fit one`);
  return [...lines.slice(0, place), ...after, ...lines.slice(place + before.length)];
}
