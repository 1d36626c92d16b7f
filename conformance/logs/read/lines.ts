/** The lines of a stream, in batches. A line is whole when its end has come. */
import { StringDecoder } from 'node:string_decoder';

export interface Batch {
  readonly lines: readonly string[];
  /** Whether the last of them lacks its end: whoever wrote it may have stopped in the middle. */
  readonly cut: boolean;
}

/** Longer than any line of a log: something else is being read. */
const LONGEST = 64 * 1024 * 1024;

export class EndlessLine extends Error {
  override readonly name = 'EndlessLine';
}

/** No log but an archive of one. */
export class Packed extends Error {
  override readonly name = 'Packed';
}

/** The first byte of what gzip writes; no text in UTF-8 begins with it. */
const GZIP = 0x1f;
const BYTE_ORDER_MARK = '\u{feff}';

export async function* batches(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Batch> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let began = false;
  for await (const chunk of stream) {
    let text = rest + decoder.write(chunk as Buffer);
    if (!began && text !== '') {
      if (chunk[0] === GZIP) throw new Packed();
      if (text.startsWith(BYTE_ORDER_MARK)) text = text.slice(1);
      began = true;
    }
    const lines = text.split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST) throw new EndlessLine();
    if (lines.length > 0) yield { lines, cut: false };
  }
  rest += decoder.end();
  if (rest !== '') yield { lines: [rest], cut: true };
}
