/** What the reader has before them. */
import type { Frame } from '../report/index.js';
import { paletteFor } from '../report/index.js';

const NARROWEST = 80;
const WIDEST = 120;
const ELSEWHERE = 100;

/** Colours and columns for a stream: a terminal's own width within reason, a fixed one for files and logs. */
export function frameFor(stream: NodeJS.WriteStream): Frame {
  const columns = stream.isTTY ? Math.min(WIDEST, Math.max(NARROWEST, stream.columns)) : ELSEWHERE;
  return { palette: paletteFor(stream), columns };
}

/** Writes all of it before anything else happens: a process that ends at once would lose what a slow pipe has not taken. */
export const print = (text: string, stream: NodeJS.WriteStream = process.stdout): Promise<void> =>
  new Promise((resolve) => stream.write(text, () => resolve()));
