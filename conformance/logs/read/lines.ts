/** The lines of a stream, in batches. A line is whole when its end has come. */
import { StringDecoder } from 'node:string_decoder';
import { NoLog, unpacked } from './unpack.js';

/** Some lines of a stream. */
export interface LineBatch {
  readonly lines: readonly string[];
  /** Whether the last of them lacks its end: the log may have been cut off in the middle of it. */
  readonly cut: boolean;
}

/** Longer than any line of a log: something else is being read. */
const MOST_CHARACTERS = 64 * 1024 * 1024;

const BYTE_ORDER_MARK = '\u{feff}';

/** Reads the stream, and unpacks it where it is packed. @throws NoLog */
export async function* batches(stream: AsyncIterable<Uint8Array>): AsyncGenerator<LineBatch> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let began = false;
  for await (const chunk of unpacked(stream)) {
    let text = rest + decoder.write(chunk as Buffer);
    if (!began && text !== '') {
      if (text.startsWith(BYTE_ORDER_MARK)) text = text.slice(1);
      began = true;
    }
    const lines = text.split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MOST_CHARACTERS) throw new NoLog('has no end: this is no log of one JSON object a line', 'line');
    if (lines.length > 0) yield { lines, cut: false };
  }
  rest += decoder.end();
  if (rest !== '') yield { lines: [rest], cut: true };
}

export { NoLog };
