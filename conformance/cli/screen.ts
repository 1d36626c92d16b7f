/** The reader's terminal, or the file or pipe in its place. */
import { paletteFor } from '../report/palette.js';
import type { Frame } from '../report/reporter.js';

const NARROWEST = 40;
const USUAL = 80;
const WIDEST = 120;
/** The columns of whatever is no terminal. */
export const ELSEWHERE = 100;

/** Colours and columns for a stream: a terminal's own width within reason, a fixed one for files and logs. */
export function frameFor(stream: Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>): Frame {
  // A terminal over a serial line does not know its width.
  const known = stream.columns > 0 ? stream.columns : USUAL;
  const columns = stream.isTTY ? Math.min(WIDEST, Math.max(NARROWEST, known)) : ELSEWHERE;
  return { palette: paletteFor(stream), columns };
}

/** Resolves when all of it is written: a process that ended before would lose what a slow pipe has not taken. */
export const print = (text: string, stream: NodeJS.WriteStream = process.stdout): Promise<void> =>
  new Promise((resolve) => stream.write(text, () => resolve()));
