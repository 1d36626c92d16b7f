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

export async function* batches(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Batch> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of stream) {
    const lines = (rest + decoder.write(chunk as Buffer)).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST) throw new EndlessLine();
    if (lines.length > 0) yield { lines, cut: false };
  }
  rest += decoder.end();
  if (rest !== '') yield { lines: [rest], cut: true };
}
