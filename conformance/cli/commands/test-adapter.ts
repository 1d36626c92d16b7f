/** `adjourn test adapter`: runs the cases against a foreign system. */
import type { Command } from 'commander';
import { type Invocation, refuseTarget } from '../command.js';
import { runOn, type SuiteOptions, withSuiteOptions } from '../run/suite.js';
import { adapterTarget } from '../target/adapter.js';

const HELP = `
"adjourn list --adapters" shows the names of adapters.
A module of your own exports its adapter as "adapter"; give the path of the module.`;

/** Gives the command its options and its action. */
export function define(command: Command, invocation: Invocation): void {
  withSuiteOptions(command.argument('<adapter>', 'its name, or the path of a module'))
    .addHelpText('after', HELP)
    .action(async (name: string, options: SuiteOptions) => {
      refuseTarget(invocation, 'test adapter');
      invocation.end(await runOn(await adapterTarget(name), options));
    });
}
