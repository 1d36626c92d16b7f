/** What the operating system refuses, in words: neither the suite nor the target is to blame for it. */

interface SystemError extends Error {
  readonly code: string;
  readonly syscall?: string;
  readonly path?: string;
  /** Of a copy, where it was to go. */
  readonly dest?: string;
}

/** Of files and folders: what another path, or other rights, would put right. */
const paths: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of the path is no folder',
  EISDIR: 'it is a folder',
  EEXIST: 'a file of that name is there',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its links go round in a circle',
};

/** Of the machine: the same call may do on another day. */
const machine: Readonly<Record<string, string>> = {
  ENOSPC: 'no space is left on the device',
  EDQUOT: 'the disk quota is used up',
  EIO: 'the device reports an error',
  EFBIG: 'the file would be too large',
  EMFILE: 'too many files are open ("ulimit -n" says how many may be)',
  ENFILE: 'too many files are open on this machine',
};

/** Of a command that is to be started. */
const commands: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such command',
  EACCES: 'it is not executable',
  ENOEXEC: 'it is not a program that this machine can run',
  E2BIG: 'its arguments are too long',
};

/** Of an address to listen on. */
const addresses: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is taken',
  EADDRNOTAVAIL: 'this machine has no such address',
  EACCES: 'permission denied',
  ENOTFOUND: 'the host has no address',
  EAI_AGAIN: 'the host has no address',
};

const isSystemError = (error: unknown): error is SystemError =>
  error instanceof Error && 'code' in error && typeof error.code === 'string';

/** Why a file could not be read or written, and whether another path or other rights avoid it; undefined where the error is of another kind. */
export function fileTrouble(
  error: unknown,
): { readonly why: string; readonly path: string; readonly avoidable: boolean } | undefined {
  if (!isSystemError(error)) return undefined;
  const why = paths[error.code] ?? machine[error.code];
  // What a socket or a process complains of has no path.
  if (why === undefined || (error.path === undefined && machine[error.code] === undefined)) return undefined;
  return { why, path: error.dest ?? error.path ?? '', avoidable: error.code in paths };
}

/** Why a command could not be started. */
export const startTrouble = (error: Error): string => worded(error, commands);

/** Why nobody can listen at an address. */
export const listenTrouble = (error: Error): string => worded(error, addresses);

const worded = (error: Error, words: Readonly<Record<string, string>>): string =>
  (isSystemError(error) && (words[error.code] ?? machine[error.code])) || error.message;
