/** `adjourn help COMMAND...`: the same as `adjourn COMMAND... --help`. */
import type { Command } from 'commander';
import { type Invocation, loadCommand, refuseTarget } from '../command.js';
import { nearest } from '../nearest.js';
import { UsageError } from '../usage.js';

/** Gives the command its arguments and its action. */
export function define(command: Command, invocation: Invocation): void {
  command.argument('[command...]', 'such as "test server"').action(async (names: readonly string[]) => {
    refuseTarget(invocation, 'help');
    const found = names.reduce(below, command.parent ?? command);
    await loadCommand(found);
    found.outputHelp();
    invocation.end(0);
  });
}

function below(parent: Command, name: string): Command {
  const all = parent.commands;
  const found = all.find((one) => one.name() === name);
  if (found !== undefined) return found;
  const known = all.map((one) => one.name());
  if (known.length === 0) throw new UsageError(`"${parent.name()}" has no command "${name}": leave it out.`);
  const near = nearest(name, known).join(', ');
  throw new UsageError(`There is no command "${name}". The nearest names are ${near}; "adjourn help" shows all.`);
}
