/** A small terminal, for tests: what stands on it after all that was written, and what has scrolled away. */
import { cellsOf, width } from '../../report/text.js';

// biome-ignore lint/suspicious/noControlCharactersInRegex: this is what a terminal reads
const SEQUENCE = /^\u001b\[(\??)([0-9;]*)([A-Za-z])/;

export class Terminal {
  readonly history: string[] = [];
  readonly #lines: string[][] = [[]];
  #row = 0;
  #column = 0;
  wraps = true;
  cursorShown = true;

  constructor(
    readonly rows: number,
    readonly columns: number,
  ) {}

  get screen(): string[] {
    return this.#lines.map((cells) => cells.join('').trimEnd());
  }

  /** Where the cursor is: on which line of the screen, and in which column. */
  get cursor(): readonly [number, number] {
    return [this.#row, this.#column];
  }

  write(text: string): void {
    for (let rest = text; rest !== ''; ) {
      const sequence = SEQUENCE.exec(rest);
      if (sequence) {
        this.#obey(sequence[1] ?? '', Number(sequence[2] || 1), sequence[3] ?? '');
        rest = rest.slice(sequence[0].length);
        continue;
      }
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are no letters
      const letters = /^[^\u0000-\u001f]+/u.exec(rest)?.[0];
      if (letters === undefined) this.#control(rest.charAt(0));
      else this.#print(letters);
      rest = rest.slice((letters ?? ' ').length);
    }
  }

  #control(letter: string): void {
    if (letter === '\n') this.#newLine();
    else if (letter === '\r') this.#column = 0;
    else if (letter !== '\u0007' && letter !== '\b')
      throw new Error(`unexpected control character ${JSON.stringify(letter)}`);
  }

  #newLine(): void {
    this.#column = 0;
    this.#row += 1;
    if (this.#row >= this.rows) {
      this.history.push((this.#lines.shift() ?? []).join('').trimEnd());
      this.#row -= 1;
    }
    while (this.#lines.length <= this.#row) this.#lines.push([]);
  }

  #print(text: string): void {
    for (const cell of cellsOf(text)) {
      if (cell === '') continue;
      if (this.#column + width(cell) > this.columns) {
        if (this.wraps) this.#newLine();
        else this.#column = this.columns - width(cell);
      }
      const line = this.#lines[this.#row] ?? [];
      while (line.length < this.#column) line.push(' ');
      line.splice(this.#column, width(cell), ...cellsOf(cell));
      this.#column += width(cell);
    }
  }

  #obey(mark: string, count: number, letter: string): void {
    if (mark === '?' && count === 7) this.wraps = letter === 'h';
    else if (mark === '?' && count === 25) this.cursorShown = letter === 'h';
    else if (letter === 'A') this.#row = Math.max(0, this.#row - count);
    else if (letter === 'K') this.#lines[this.#row] = [];
    else if (letter === 'J') this.#eraseBelow();
    else if (letter !== 'm') throw new Error(`unexpected sequence ${mark}${count}${letter}`);
  }

  #eraseBelow(): void {
    this.#lines.length = this.#row + 1;
    this.#lines[this.#row]?.splice(this.#column);
  }
}
