/** What a person is told when a command could not do what it was asked to, and the exit code that goes with it. */
import { CommanderError } from 'commander';
import type { ExitCode } from '../exchange/index.js';
import { fileTrouble } from '../exchange/system-error.js';
import { sentence } from '../report/index.js';
import { Unreachable } from '../sut/system.js';
import { UsageError } from './usage.js';

export interface Trouble {
  readonly text: string;
  readonly exitCode: ExitCode;
}

export function troubleOf(error: unknown): Trouble {
  // Commander has written already what there was to say: help and version among it, which are no trouble at all.
  if (error instanceof CommanderError) return { text: '', exitCode: error.exitCode === 0 ? 0 : 2 };
  if (error instanceof UsageError) return { text: `${sentence(error.message)}\n`, exitCode: 2 };
  if (error instanceof Unreachable) return { text: `No verdict: ${sentence(error.message)}\n`, exitCode: 3 };
  const trouble = fileTrouble(error);
  if (trouble) return ofFile(trouble);
  return { text: fault(error), exitCode: 3 };
}

/** A path that the caller can change is wrong usage; a full disk is not. */
function ofFile({ why, path, avoidable }: NonNullable<ReturnType<typeof fileTrouble>>): Trouble {
  const what = path === '' ? 'a file' : `"${path}"`;
  if (avoidable) return { text: `${sentence(`${what} cannot be used (${why}): give another path`)}\n`, exitCode: 2 };
  return { text: `No verdict: ${sentence(`${what} cannot be used (${why})`)}\n`, exitCode: 3 };
}

/** The one place where a stack trace is of use: to whoever mends the suite. */
function fault(error: unknown): string {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [
    'The suite itself is at fault here, not what you tested or typed.',
    'Please report it, with the command line that you ran and these lines:',
    '',
    trace,
    '',
  ].join('\n');
}
