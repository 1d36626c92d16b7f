/** Unpacks a stream that gzip or zstd has packed, by how it begins and not by its name; any other stream stays as it is. */
import { constants, createGunzip } from 'node:zlib';
import { Decompress, type ZstdError, ZstdErrorCode } from 'fzstd';
import { LONGEST_SIGNATURE, noText, type Packing, packingOf } from './signatures.js';

/** A stream that is no log. The message says what it is and what to do, and goes on after its name: `is UTF-16, ...`. */
export class NoLog extends Error {
  override readonly name = 'NoLog';

  /** `about`: whether the message speaks of the stream, or of the line that would come next. */
  constructor(
    message: string,
    readonly about: 'stream' | 'line' = 'stream',
  ) {
    super(message);
  }
}

/** So much is unpacked at once, so that what comes out fits in memory however well it was packed. */
const PIECE = 16 * 1024;

/**
 * The bytes of a stream, unpacked. What comes before a damaged place is given.
 * @throws NoLog where it is no text in UTF-8, or the packed stream is damaged or cut off
 */
export async function* unpacked(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { start, chunks } = await peeked(stream);
  const packing = packingOf(start);
  if (packing === undefined) {
    yield* texts(start, chunks);
    return;
  }
  const inside = await peeked(pieces(chunks, packing));
  const again = packingOf(inside.start);
  if (again !== undefined)
    throw new NoLog(`is packed twice: unpack it once with \`${again} -dc\`, and judge what comes out`);
  yield* texts(inside.start, inside.chunks);
}

async function* texts(start: Uint8Array, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const what = noText(start);
  if (what !== undefined) throw new NoLog(what);
  yield* chunks;
}

interface Peeked {
  /** The first bytes, as many as are looked at, or all there are. */
  readonly start: Uint8Array;
  /** The whole stream. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

async function peeked(stream: AsyncIterable<Uint8Array>): Promise<Peeked> {
  const source = stream[Symbol.asyncIterator]();
  const read: Uint8Array[] = [];
  let length = 0;
  let failure: unknown;
  while (length < LONGEST_SIGNATURE) {
    // What stands before a failure is given before it is thrown.
    const next = await source.next().catch((error: unknown) => {
      failure = error;
    });
    if (!next || next.done) break;
    read.push(next.value);
    length += next.value.length;
  }
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield* read;
    if (failure !== undefined) throw failure;
    yield* { [Symbol.asyncIterator]: () => source };
  }
  const [first = new Uint8Array()] = read;
  const start = read.length > 1 ? Buffer.concat(read) : first;
  return { start: start.subarray(0, LONGEST_SIGNATURE), chunks: chunks() };
}

async function* pieces(chunks: AsyncIterable<Uint8Array>, packing: Packing): AsyncGenerator<Uint8Array> {
  const unpacker = packing === 'gzip' ? gunzip() : unzstd();
  const all = async function* (step: Promise<void>) {
    let failure: unknown;
    await step.catch((error: unknown) => {
      failure = error;
    });
    yield* unpacker.taken();
    if (failure !== undefined) throw new NoLog(complaint(failure, packing));
  };
  for await (const chunk of chunks)
    for (let at = 0; at < chunk.length; at += PIECE) yield* all(unpacker.push(chunk.subarray(at, at + PIECE)));
  yield* all(unpacker.end());
}

/** A packed stream is given to it piece by piece, and what has come out of it is taken. */
interface Unpacker {
  /** Rejects where the stream is damaged. */
  push(piece: Uint8Array): Promise<void>;
  /** Rejects where the stream was cut off. */
  end(): Promise<void>;
  taken(): Uint8Array[];
}

/** Members that stand one behind the other, as `cat a.gz b.gz` makes them, are one stream. */
function gunzip(): Unpacker {
  const stream = createGunzip({ flush: constants.Z_SYNC_FLUSH, chunkSize: 4 * PIECE });
  const out: Uint8Array[] = [];
  let failure: Error | undefined;
  let fail = (_: Error): void => {};
  stream.on('data', (data: Uint8Array) => out.push(data));
  stream.on('error', (error) => {
    failure = error;
    fail(error);
  });
  const step = (begin: (done: () => void) => void) =>
    new Promise<void>((resolve, reject) => {
      fail = reject;
      if (failure) reject(failure);
      else begin(resolve);
    });
  return {
    push: (piece) => step((done) => stream.write(piece, () => failure ?? done())),
    end: () => step((done) => stream.once('end', done).end()),
    taken: () => out.splice(0),
  };
}

/** By a library in plain JavaScript: Node has zstd from 22.15 on. */
function unzstd(): Unpacker {
  const out: Uint8Array[] = [];
  const stream = new Decompress((data) => out.push(data));
  return {
    push: async (piece) => stream.push(piece),
    end: async () => stream.push(new Uint8Array(), true),
    taken: () => out.splice(0),
  };
}

function complaint(failure: unknown, packing: Packing): string {
  const { code } = failure as NodeJS.ErrnoException | ZstdError;
  const isCut = code === 'Z_BUF_ERROR' || code === ZstdErrorCode.UnexpectedEOF;
  return isCut
    ? `ends in the middle of what ${packing} has packed: it was cut off, or is still being written; what stands before that has been judged`
    : `is damaged where ${packing} has packed it (\`${packing} -t FILE\` says more); what stands before that has been judged`;
}
