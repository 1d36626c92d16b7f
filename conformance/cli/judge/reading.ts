/** Logs that are being read: they count what has been read of them, and end where somebody has had enough. */
import type { OpenedLog } from './files.js';

/** How far the reading of all logs is. */
export interface LogsBeingRead {
  readonly logs: readonly OpenedLog[];
  /** Bytes that have been read, of so many in all; undefined where nobody knows. */
  readonly done: () => number;
  readonly size: number | undefined;
}

/** The same logs, which end early once the signal aborts. */
export function readLogs(logs: readonly OpenedLog[], signal: AbortSignal): LogsBeingRead {
  let done = 0;
  const size = logs.reduce<number | undefined>(
    (sum, one) => (sum === undefined || one.size === undefined ? undefined : sum + one.size),
    0,
  );
  return { logs: logs.map((log) => ({ ...log, stream: counted(log.stream) })), done: () => done, size };

  async function* counted(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const source = stream[Symbol.asyncIterator]();
    const nextOf = unlessAborted(source, signal);
    for (let next = await nextOf(); next && !next.done; next = await nextOf()) {
      done += next.value.length;
      yield next.value;
    }
    // A terminal, or a pipe that stays open, would keep the process alive.
    if (signal.aborted && stream === process.stdin) process.stdin.destroy();
  }
}

type Next = IteratorResult<Uint8Array> | undefined;

/** Gives what comes next; undefined once the signal has aborted. */
function unlessAborted(source: AsyncIterator<Uint8Array>, signal: AbortSignal): () => Promise<Next> {
  // One listener for all: a race with one promise would keep something of each chunk until the end.
  let stop = (): void => {};
  signal.addEventListener('abort', () => stop());
  return () =>
    new Promise<Next>((resolve, reject) => {
      stop = () => resolve(undefined);
      if (signal.aborted) stop();
      else source.next().then(resolve, reject);
    });
}
