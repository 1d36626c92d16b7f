/** Where a report is written: the standard output, a file of its own, or the end of a file that others write too. */
import { closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { appendFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileTrouble } from '../../exchange/system-error.js';
import { makeFolder } from '../../runner/folder.js';
import { print } from '../screen.js';

/** Takes a text in pieces. What cannot be written is said once, in one sentence on standard error, and is then left out. */
export interface Destination {
  /** Before the first text. */
  open(): Promise<void>;
  write(text: string): void;
  /** All is written. Resolves with whether it is there now. */
  end(): Promise<boolean>;
  /** Takes away what is not whole. */
  drop(): void;
}

/** The standard output. */
export function standardOutput(): Destination {
  let last: Promise<void> = Promise.resolve();
  return {
    open: async () => {},
    write(text) {
      if (text !== '') last = print(text);
    },
    end: () => last.then(() => true),
    drop: () => {},
  };
}

/**
 * A file that is there whole or not at all. The folders above it are made. What is there and is no file, such as
 * /dev/stderr or a named pipe, is written as it is, and never replaced.
 */
export function wholeFile(path: string): Destination {
  let part = path;
  const troubles = troublesOf(path);
  let opened: number | undefined;
  const close = () => {
    if (opened !== undefined) closeSync(opened);
    opened = undefined;
    process.off('exit', drop);
  };
  const drop = () => {
    if (opened === undefined) return;
    close();
    if (part !== path) rmSync(part, { force: true });
  };
  return {
    open: () =>
      troubles.saying(async () => {
        await makeFolder(dirname(path));
        if (statSync(path, { throwIfNoEntry: false })?.isFile() ?? true) part = `${path}.${process.pid}.part`;
        opened = openSync(part, 'w');
        // A signal may end the process in the middle of a log.
        process.on('exit', drop);
      }),
    write(text) {
      if (opened === undefined || text === '') return;
      try {
        writeSync(opened, text);
      } catch (error) {
        drop();
        troubles.tell(error);
      }
    },
    async end() {
      if (opened === undefined) return false;
      close();
      if (part !== path) await troubles.saying(() => rename(part, path));
      return troubles.none();
    },
    drop,
  };
}

/** The end of a file. What is to be appended is short enough to be kept until then. */
export function endOfFile(path: string): Destination {
  const troubles = troublesOf(path);
  let whole = '';
  return {
    open: async () => {},
    write(text) {
      whole += text;
    },
    async end() {
      if (whole !== '') await troubles.saying(() => appendFile(path, whole));
      return troubles.none();
    },
    drop: () => {},
  };
}

/** How many bytes are in a file; none where there is none, or none that can be reached. */
export function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}

/** Says what the file system refuses, and goes on. */
function troublesOf(path: string) {
  let told = false;
  const tell = (error: unknown): void => {
    const trouble = fileTrouble(error);
    if (trouble === undefined) throw error;
    told = true;
    process.stderr.write(`"${path}" could not be written (${trouble.why}): give another file with --reporter.\n`);
  };
  return {
    tell,
    saying: (work: () => Promise<void>): Promise<void> => work().catch(tell),
    none: (): boolean => !told,
  };
}
