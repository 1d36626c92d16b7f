/** `adjourn test server`: runs the cases against a server. */
import type { Command } from 'commander';
import type { Invocation } from '../command.js';
import { debugOption, TARGET_HELP, urlOption } from '../options.js';
import { runOn, type SuiteOptions, withSuiteOptions } from '../run/suite.js';
import { type AccessOptions, withAccessOptions } from '../target/access.js';
import { chooseServer } from '../target/server.js';

interface Options extends SuiteOptions, AccessOptions {
  readonly url?: string;
}

/** Gives the command its options and its action. */
export function define(command: Command, invocation: Invocation): void {
  command.argument('[words...]').addOption(urlOption()).addOption(debugOption().conflicts('concurrency'));
  withSuiteOptions(withAccessOptions(command))
    .addHelpText('after', TARGET_HELP)
    .action(async (words: readonly string[], options: Options) => {
      const server = await chooseServer({ url: options.url, command: invocation.target, words, options });
      invocation.end(await runOn(server, options, 'server'));
    });
}
