/** What all commands have in common, and how one of them is loaded when it is called. */
import { Command } from 'commander';
import type { ExitCode } from '../exchange/words.js';
import { UsageError, usageSentence } from './usage.js';

/**
 * The two halves of a command line: our own arguments, and the command that starts the target, which we do not parse.
 */
export interface Argv {
  readonly own: readonly string[];
  /** What stands after the first `--`; absent where there is no `--`. */
  readonly command?: readonly string[];
}

/** Splits the arguments at the first `--`. */
export function splitArgv(argv: readonly string[]): Argv {
  const dashes = argv.indexOf('--');
  return dashes < 0 ? { own: argv } : { own: argv.slice(0, dashes), command: argv.slice(dashes + 1) };
}

/** The invocation of which a command is a part. */
export interface Invocation {
  /** The command that starts the target; see {@link Argv}. */
  target: readonly string[] | undefined;
  /** The file from which options were taken, and their names there; undefined where there was none. */
  config?: { readonly file: string; readonly keys: readonly string[] };
  /** Takes the exit code of the command that ran. */
  end(code: ExitCode): void;
}

/** A command as the help of its parent lists it. Its options and what it does are in a module of its own. */
export interface CommandEntry {
  readonly name: string;
  readonly about: string;
  /** How it is called, as its help shows it after its name. */
  readonly usage: string;
  load(): Promise<CommandModule>;
}

/** The module of a command. */
export interface CommandModule {
  /** Gives the command its options and its action. */
  define(command: Command, invocation: Invocation): void;
}

/** A command that throws where commander would end the process, and that complains in our words. */
export function newCommand(name: string): Command {
  const command = new Command(name).helpCommand(false).exitOverride();
  return command.configureOutput({
    outputError: (complaint, write) => write(usageSentence(complaint, pathOf(command))),
  });
}

function pathOf(command: Command): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();
}

/** What gives a command its options, by the command, until it has them. */
const loaders = new WeakMap<Command, () => Promise<void>>();

/** Gives a command its arguments and options, which its module defines; once. */
export async function loadCommand(command: Command): Promise<void> {
  const load = loaders.get(command);
  loaders.delete(command);
  await load?.();
}

/** Adds commands by their entries; the module of one is loaded when it is called. */
export function withCommands(parent: Command, entries: readonly CommandEntry[], invocation: Invocation): Command {
  for (const { name, about, usage, load } of entries) {
    const command = newCommand(name).description(about).usage(usage);
    loaders.set(command, async () => (await load()).define(command, invocation));
    parent.addCommand(command);
  }
  return parent.hook('preSubcommand', (_, called) => loadCommand(called));
}

/** For commands that start no target: a `--` is a slip there. Throws {@link UsageError}. */
export function refuseTarget({ target }: Invocation, command: string): void {
  if (target !== undefined)
    throw new UsageError(`"adjourn ${command}" starts no target: leave out "--" and all after it.`);
}
