/** `adjourn test server`: holds a server against the cases. */
import type { Command } from 'commander';
import { type Call, newCommand } from '../command.js';
import { type AccessOptions, debugOption, TARGET_HELP, urlOption, withAccessOptions } from '../options.js';
import { runOn, type SuiteOptions, withSuiteOptions } from '../run/suite.js';
import { chooseTarget } from '../target/server.js';

interface Options extends SuiteOptions, AccessOptions {
  readonly url?: string;
}

export const testServerCommand = (call: Call): Command =>
  withSuiteOptions(
    withAccessOptions(
      newCommand('server')
        .description('hold a server against the cases')
        .usage('[options] [--url URL | -- COMMAND...]')
        .argument('[words...]')
        .addOption(urlOption())
        .addOption(debugOption().conflicts('concurrency')),
    ),
  )
    .addHelpText('after', TARGET_HELP)
    .action(async (words: readonly string[], options: Options) => {
      const target = await chooseTarget({ url: options.url, command: call.target, words, options });
      call.end(await runOn(target, options));
    });
