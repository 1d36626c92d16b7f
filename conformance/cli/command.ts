/** What every command of ours has in common. */
import { Command } from 'commander';
import type { ExitCode } from '../exchange/index.js';
import { UsageError, usageSentence } from './usage.js';

/** The call that a command is part of. */
export interface Call {
  /** What stands behind `--`: the command that starts the target. */
  readonly target: readonly string[] | undefined;
  /** Takes the exit code of the command that ran. */
  end(code: ExitCode): void;
}

/** A command that throws instead of ending the process, and complains in our own words. */
export function newCommand(name: string): Command {
  const command = new Command(name).helpCommand(false).exitOverride();
  return command.configureOutput({
    outputError: (complaint, write) => write(usageSentence(complaint, pathOf(command))),
  });
}

function pathOf(command: Command): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();
}

/** For commands that start nothing: a `--` is a slip there. */
export function refuseTarget({ target }: Call, command: string): void {
  if (target !== undefined)
    throw new UsageError(`"adjourn ${command}" starts no target: leave out "--" and what stands behind it.`);
}
