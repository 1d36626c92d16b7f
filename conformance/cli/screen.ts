/** The reader's terminal, or the file or pipe in its place. */
import { paletteFor } from '../report/palette.js';
import type { Frame } from '../report/reporter.js';

const NARROWEST = 80;
const WIDEST = 120;
/** The columns of whatever is no terminal. */
export const ELSEWHERE = 100;

/** Colours and columns for a stream: a terminal's own width within reason, a fixed one for files and logs. */
export function frameFor(stream: NodeJS.WriteStream): Frame {
  const columns = stream.isTTY ? Math.min(WIDEST, Math.max(NARROWEST, stream.columns)) : ELSEWHERE;
  return { palette: paletteFor(stream), columns };
}

/** Resolves when all of it is written: a process that ended before would lose what a slow pipe has not taken. */
export const print = (text: string, stream: NodeJS.WriteStream = process.stdout): Promise<void> =>
  new Promise((resolve) => stream.write(text, () => resolve()));
