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

/** A file that is there whole or not at all. The folders above it are made. */
export function wholeFile(path: string): Destination {
  const part = `${path}.${process.pid}.part`;
  const troubles = troublesOf(path);
  let opened: number | undefined;
  const close = () => {
    if (opened !== undefined) closeSync(opened);
    opened = undefined;
  };
  const drop = () => {
    close();
    rmSync(part, { force: true });
  };
  return {
    open: () =>
      troubles.saying(async () => {
        await makeFolder(dirname(path));
        refuseFolder(path);
        opened = openSync(part, 'w');
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
      await troubles.saying(() => rename(part, path));
      return troubles.none();
    },
    drop: () => {
      if (opened !== undefined) drop();
    },
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

/** How many bytes are in a file; none where there is no such file. */
export const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/** Else the file would be written in vain: only at its end does it get its name. */
function refuseFolder(path: string): void {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  throw Object.assign(new Error('EISDIR'), { code: 'EISDIR', path });
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
