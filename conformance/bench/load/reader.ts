/** Cuts the bytes of a server into frames. */
import { type Extent, head } from './frames.js';

/** Is given what a connection receives. */
export interface FrameReader {
  /** Takes the first `length` bytes of `lent`. */
  add(lent: Buffer, length: number): void;
}

/** `take` is given each frame. Its bytes are lent: they are another frame's when it returns. */
export function frameReader(take: (bytes: Buffer, extent: Extent) => void): FrameReader {
  /** The beginning of a frame that is not complete, in pieces. */
  let pieces: Buffer[] = [];
  let kept = 0;
  /** How many bytes there must be to read on. */
  let needed = 0;

  function keep(bytes: Buffer, from: number, to: number): void {
    pieces.push(Buffer.from(bytes.subarray(from, to)));
    kept += to - from;
  }

  function read(bytes: Buffer, end: number): void {
    let offset = 0;
    while (offset < end) {
      const extent = head(bytes, offset, end);
      if (typeof extent === 'number') {
        needed = extent;
        keep(bytes, offset, end);
        return;
      }
      offset = extent.to;
      take(bytes, extent);
    }
  }

  return {
    add(lent, length) {
      if (kept === 0) {
        read(lent, length);
        return;
      }
      keep(lent, 0, length);
      if (kept < needed) return;
      const whole = Buffer.concat(pieces, kept);
      pieces = [];
      kept = 0;
      read(whole, whole.length);
    },
  };
}
