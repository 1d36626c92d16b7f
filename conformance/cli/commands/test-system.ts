/** `adjourn test system`: runs the cases against a whole system of any make, through its testee. */
import type { Command } from 'commander';
import type { Invocation } from '../command.js';
import { runOn, type SuiteOptions, withSuiteOptions } from '../run/suite.js';
import { chooseSystem, SYSTEM_HELP } from '../target/system.js';
import { type TesteeOptions, withTesteeOptions } from '../target/testee.js';

/** Gives the command its options and its action. */
export function define(command: Command, invocation: Invocation): void {
  withSuiteOptions(withTesteeOptions(command.argument('[name]', 'a system of this suite').argument('[words...]')))
    .addHelpText('after', SYSTEM_HELP)
    .action(async (name: string | undefined, words: readonly string[], options: SuiteOptions & TesteeOptions) => {
      invocation.end(
        await runOn(chooseSystem({ name, command: invocation.target, words, options }), options, 'system'),
      );
    });
}
