/** `adjourn test client`: holds a client against the cases, through its testee. */
import type { Command } from 'commander';
import { type Call, newCommand } from '../command.js';
import { subprotocolOption } from '../options.js';
import { runOn, type SuiteOptions, withSuiteOptions } from '../run/suite.js';
import { chooseTestee, TESTEE_HELP, type TesteeOptions, withTesteeOptions } from '../target/testee.js';

export const testClientCommand = (call: Call): Command =>
  withSuiteOptions(
    withTesteeOptions(
      newCommand('client')
        .description('hold a client against the cases: the suite plays its server')
        .usage('[options] (-- COMMAND... | --listen HOST:PORT)')
        .argument('[words...]')
        .addOption(subprotocolOption("what the suite's server chooses where a client asks for both")),
    ),
  )
    .addHelpText('after', TESTEE_HELP)
    .action(async (words: readonly string[], options: SuiteOptions & TesteeOptions) => {
      call.end(await runOn(chooseTestee({ command: call.target, words, options }), options));
    });
