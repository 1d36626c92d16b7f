/** From an error that ended a command to what the reader is told, and the exit code. */
import { CommanderError } from 'commander';
import { fileTrouble } from '../exchange/system-error.js';
import type { ExitCode } from '../exchange/words.js';
import { sentence } from '../report/text.js';
import { Unreachable } from '../sut/system.js';
import { WrongSide } from '../sut/testee/living.js';
import { UsageError } from './usage.js';

/** How a command ended that threw. */
export interface CommandTrouble {
  readonly text: string;
  readonly exitCode: ExitCode;
}

/** Never throws. */
export function commandTrouble(error: unknown): CommandTrouble {
  // Commander has written its message already; help and version are no trouble at all.
  if (error instanceof CommanderError) return { text: '', exitCode: error.exitCode === 0 ? 0 : 2 };
  if (error instanceof UsageError || error instanceof WrongSide)
    return { text: `${sentence(error.message)}\n`, exitCode: 2 };
  if (error instanceof Unreachable) return { text: `No verdict: ${sentence(error.message)}\n`, exitCode: 3 };
  const trouble = fileTrouble(error);
  if (trouble) return ofFile(trouble);
  return { text: fault(error), exitCode: 3 };
}

/** It is wrong usage where another path helps, and not where the disk is full. */
function ofFile({ why, path, avoidable }: NonNullable<ReturnType<typeof fileTrouble>>): CommandTrouble {
  const what = path === '' ? 'a file' : `"${path}"`;
  if (avoidable) return { text: `${sentence(`${what} cannot be used (${why}): give another path`)}\n`, exitCode: 2 };
  return { text: `No verdict: ${sentence(`${what} cannot be used (${why})`)}\n`, exitCode: 3 };
}

/** The one place for a stack trace: those who mend the suite need it. */
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
