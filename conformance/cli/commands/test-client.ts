/** `adjourn test client`: runs the cases against a client, through its testee. */
import type { Command } from 'commander';
import type { Invocation } from '../command.js';
import { runOn, type SuiteOptions, withSuiteOptions } from '../run/suite.js';
import { subprotocolOption } from '../target/access.js';
import { chooseTestee, TESTEE_HELP, type TesteeOptions, withTesteeOptions } from '../target/testee.js';

/** Gives the command its options and its action. */
export function define(command: Command, invocation: Invocation): void {
  const subprotocol = subprotocolOption("subprotocol that the suite's server picks when a client offers both");
  withSuiteOptions(withTesteeOptions(command.argument('[words...]').addOption(subprotocol)))
    .addHelpText('after', TESTEE_HELP)
    .action(async (words: readonly string[], options: SuiteOptions & TesteeOptions) => {
      invocation.end(await runOn(chooseTestee({ command: invocation.target, words, options }), options, 'client'));
    });
}
