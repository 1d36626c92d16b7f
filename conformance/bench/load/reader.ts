/** Cuts what a server sends into frames, however it arrives. */
import { type Extent, head } from './frames.js';

export class Reader {
  /** The beginning of a frame that is not complete, in pieces. */
  #pieces: Buffer[] = [];
  #length = 0;
  /** How many bytes it takes to know more. */
  #needed = 0;

  constructor(
    /** Takes each frame. The bytes are lent: they are another frame's when it returns. */
    private readonly frame: (bytes: Buffer, extent: Extent) => void,
  ) {}

  /** Takes the first `length` bytes of `lent`. */
  add(lent: Buffer, length: number): void {
    if (this.#length === 0) {
      this.#read(lent, length);
      return;
    }
    this.#keep(lent, 0, length);
    if (this.#length < this.#needed) return;
    const whole = Buffer.concat(this.#pieces, this.#length);
    this.#pieces = [];
    this.#length = 0;
    this.#read(whole, whole.length);
  }

  #read(bytes: Buffer, end: number): void {
    let at = 0;
    while (at < end) {
      const extent = head(bytes, at, end);
      if (typeof extent === 'number') {
        this.#needed = extent;
        this.#keep(bytes, at, end);
        return;
      }
      at = extent.to;
      this.frame(bytes, extent);
    }
  }

  #keep(bytes: Buffer, from: number, to: number): void {
    this.#pieces.push(Buffer.from(bytes.subarray(from, to)));
    this.#length += to - from;
  }
}
