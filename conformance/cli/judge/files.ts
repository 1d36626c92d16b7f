/** The logs that a command line names, as streams. */
import { createReadStream, statSync } from 'node:fs';
import { fileTrouble } from '../../exchange/system-error.js';
import { MOST_LOGS } from '../../logs/read/line-numbers.js';
import { UsageError } from '../usage.js';

/** A log that is there. */
export interface OpenedLog {
  readonly name: string;
  readonly stream: AsyncIterable<Uint8Array>;
  /** How many bytes it has; undefined where nobody knows, as of the standard input. */
  readonly size: number | undefined;
}

const STANDARD_INPUT = 'standard input';
/** How much of a file is read at once, in bytes. */
const CHUNK = 256 * 1024;

/** Opens them. `-` is the standard input. Throws {@link UsageError}. */
export function openLogs(files: readonly string[]): OpenedLog[] {
  const twice = files.find((file, index) => files.indexOf(file) < index);
  if (twice !== undefined) throw new UsageError(`"${twice}" is given twice: give each log once.`);
  if (files.length > MOST_LOGS)
    throw new UsageError(
      `${files.length} logs are too many to be merged: give at most ${MOST_LOGS}, or concatenate parts.`,
    );
  return files.map((file) =>
    file === '-' ? { name: STANDARD_INPUT, stream: process.stdin, size: undefined } : opened(file),
  );
}

function opened(file: string): OpenedLog {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found)
    throw new UsageError(`There is no file "${file}": give the path of a log, or "-" for the standard input.`);
  if (found.isDirectory())
    throw new UsageError(`"${file}" is a folder: give the path of a log, or all logs of one system that are in it.`);
  return { name: file, stream: readable(file), size: found.isFile() ? found.size : undefined };
}

async function* readable(file: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(file, { highWaterMark: CHUNK });
  } catch (error) {
    const trouble = fileTrouble(error);
    if (!trouble) throw error;
    throw new UsageError(`"${file}" cannot be read (${trouble.why}): give the path of a log that can be.`);
  }
}

/** From this number of other logs on, they are counted and not named. */
const MOST_NAMED = 3;

/** All of them in a sentence. */
export function nameOfLogs(logs: readonly Pick<OpenedLog, 'name'>[]): string {
  const [first = '', ...others] = logs.map(({ name }) => name);
  if (others.length === 0) return first;
  if (others.length >= MOST_NAMED) return `${first} with ${others.length} others`;
  return `${first} with ${others.join(' and ')}`;
}
