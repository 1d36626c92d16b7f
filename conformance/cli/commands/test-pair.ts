/** `adjourn test pair`: a client and a server under test against each other. */
import type { Command } from 'commander';
import { quote } from '../../report/index.js';
import type { NativeSystem } from '../../sut/native/index.js';
import { pairOf } from '../../sut/pair/index.js';
import { openTestee } from '../../sut/testee/index.js';
import { type Call, newCommand } from '../command.js';
import { type AccessOptions, urlOption, withAccessOptions } from '../options.js';
import { runOn, type SuiteOptions, withSuiteOptions } from '../run/suite.js';
import { accessWords, chooseTarget, type Target } from '../target/server.js';
import { chosenWay, clientName, TESTEE_HELP, type TesteeOptions, withTesteeOptions } from '../target/testee.js';
import { isNothing, UsageError } from '../usage.js';

export interface PairOptions extends AccessOptions, TesteeOptions {
  readonly url?: string;
  readonly server?: string;
}

export const withPairOptions = (command: Command): Command =>
  withTesteeOptions(command).option(
    '--server <command>',
    'a shell command that starts the server on the port in $PORT',
  );

const PAIR_HELP = `
Server:
  --url ws://HOST:PORT  a server that is running
  --server COMMAND      a shell command that starts a server on the port in $PORT
  neither               our own reference server
${TESTEE_HELP}`;

export const testPairCommand = (call: Call): Command =>
  withSuiteOptions(
    withPairOptions(
      withAccessOptions(
        newCommand('pair')
          .description(
            'hold a client and a server against the cases together: the client calls, and tells what it was told',
          )
          .usage('[options] [--url URL | --server COMMAND] (-- CLIENT COMMAND... | --listen HOST:PORT)')
          .argument('[words...]')
          .addOption(urlOption()),
      ),
    ),
  )
    .addHelpText('after', PAIR_HELP)
    .action(async (words: readonly string[], options: PairOptions & SuiteOptions) => {
      call.end(await runOn(await choosePair(words, options, call.target), options));
    });

export async function choosePair(
  words: readonly string[],
  options: PairOptions,
  client: readonly string[] | undefined,
): Promise<Target> {
  const { url, server } = options;
  if (url !== undefined && server !== undefined)
    throw new UsageError('A server is given twice, by --url and by --server: leave one of them out.');
  if (server !== undefined && isNothing(server))
    throw new UsageError('--server is empty: give the shell command that starts your server on the port in $PORT.');
  const way = chosenWay({ command: client, words, options });
  // A shell takes the words of the command apart, as it would have done for one behind "--"; env takes what is set before it.
  const command = server === undefined ? undefined : ['/bin/sh', '-c', `exec env ${server}`];
  const target = await chooseTarget({ url, command, words: [], options });
  const named = server === undefined ? [target.name] : [accessWords(options), quote(['--server', server])];
  return {
    name: ['--pair', ...named, clientName(client, options)].filter((part) => part !== '').join(' '),
    async open(withinMs) {
      const system = (await target.open(withinMs)) as NativeSystem;
      const testee = await openTestee(way).catch(async (error: unknown) => {
        await system.stop();
        throw error;
      });
      return pairOf(testee, system);
    },
  };
}
