/** `adjourn test pair`: runs the cases against a client together with its server. */
import type { Command } from 'commander';
import type { Invocation } from '../command.js';
import { urlOption } from '../options.js';
import { runOn, type SuiteOptions, withSuiteOptions } from '../run/suite.js';
import { withAccessOptions } from '../target/access.js';
import { choosePair, type PairOptions, withPairOptions } from '../target/pair.js';
import { TESTEE_HELP } from '../target/testee.js';

const HELP = `
Server:
  --url ws://HOST:PORT  a running server
  --server COMMAND      a shell command that starts a server on the port in $PORT
  neither               our own reference server
${TESTEE_HELP}`;

/** Gives the command its options and its action. */
export function define(command: Command, invocation: Invocation): void {
  withSuiteOptions(withPairOptions(withAccessOptions(command.argument('[words...]').addOption(urlOption()))))
    .addHelpText('after', HELP)
    .action(async (words: readonly string[], options: PairOptions & SuiteOptions) => {
      invocation.end(await runOn(await choosePair(words, options, invocation.target), options, 'pair'));
    });
}
