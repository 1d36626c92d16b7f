/**
 * The last lines of a terminal, written over again and again; everything else scrolls above them. Each writing leaves
 * the terminal as any program expects it: cursor shown, below the lines, at the left. So nothing has to be put right
 * when the process is ended in whatever way.
 */
import { width } from '../../report/text.js';

const ESC = '\u001b[';
const HIDE_CURSOR = `${ESC}?25l`;
const SHOW_CURSOR = `${ESC}?25h`;
/** Terminals do not agree on the width of every letter. Without wrapping, none of them makes two rows of a line. */
const NO_WRAP = `${ESC}?7l`;
const WRAP = `${ESC}?7h`;
const ERASE_LINE = `${ESC}2K`;
const ERASE_BELOW = `${ESC}J`;

/** A line for the region: how it looks without colours, and what is written. */
export interface RegionLine {
  readonly text: string;
  readonly painted: string;
}

/** What a region needs of a stream. */
export type Screen = Pick<NodeJS.WriteStream, 'write' | 'columns'>;

/** See above. */
export interface LiveRegion {
  /** Writes the lines in place of those that stand there. `above`: whole lines that stay above them. */
  draw(lines: readonly RegionLine[], above?: string): void;
  /** Takes the lines away. */
  clear(): void;
  /** The lines that stand there are left where they are: something else has been written since. */
  forget(): void;
}

/** A region at the bottom of a terminal. */
export function liveRegion(screen: Screen): LiveRegion {
  let drawn: readonly RegionLine[] = [];
  let drawnIn = 0;
  const up = () => {
    const rows = rowsOf(drawn, drawnIn, screen.columns);
    return rows === 0 ? '\r' : `\r${ESC}${rows}A`;
  };
  const replace = (above: string, lines: readonly RegionLine[]) => {
    const body = lines.map(({ painted }) => `${ERASE_LINE}${painted}\n`).join('');
    const text = above === '' ? '' : `${ERASE_BELOW}${above}`;
    screen.write(`${HIDE_CURSOR}${up()}${text}${NO_WRAP}${body}${WRAP}${ERASE_BELOW}${SHOW_CURSOR}`);
    drawn = lines;
    drawnIn = screen.columns;
  };
  const isSame = (lines: readonly RegionLine[]) =>
    drawnIn === screen.columns &&
    lines.length === drawn.length &&
    lines.every(({ painted }, at) => painted === drawn[at]?.painted);
  return {
    draw(lines, above = '') {
      if (above !== '' || !isSame(lines)) replace(above, lines);
    },
    clear() {
      if (drawn.length > 0) replace('', []);
    },
    forget() {
      drawn = [];
    },
  };
}

/** In a window that has become narrower, most terminals have broken the lines into more rows. */
function rowsOf(lines: readonly RegionLine[], before: number, columns: number): number {
  if (columns >= before || columns < 1) return lines.length;
  return lines.reduce((sum, { text }) => sum + Math.max(1, Math.ceil(width(text) / columns)), 0);
}
