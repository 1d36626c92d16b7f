/** A client and a server under test, together. */
import type { Command } from 'commander';
import { DISPENSABLE, type Profile } from '../../exchange/profile.js';
import { quote } from '../../report/text.js';
import type { NativeSystem } from '../../sut/native/index.js';
import { pairSystem } from '../../sut/pair/index.js';
import { openTestee } from '../../sut/testee/index.js';
import { isBlank, UsageError } from '../usage.js';
import { type AccessOptions, accessOf } from './access.js';
import { chooseServer } from './server.js';
import type { Target } from './target.js';
import { type TesteeOptions, testeeName, wayToTestee, withTesteeOptions } from './testee.js';

/** The values of {@link withPairOptions}, and of `--url` and the options of access. */
export interface PairOptions extends AccessOptions, TesteeOptions {
  readonly url?: string;
  readonly server?: string;
}

/** Adds the options of a pair, but for `--url` and those of access, to a command. */
export const withPairOptions = (command: Command): Command =>
  withTesteeOptions(command).option('--server <command>', 'shell command that starts the server on the port in $PORT');

/** The client and the server that the arguments name; `client` is the command after `--`. Throws {@link UsageError}. */
export async function choosePair(
  words: readonly string[],
  options: PairOptions,
  client: readonly string[] | undefined,
): Promise<Target> {
  const { url, server } = options;
  if (url !== undefined && server !== undefined)
    throw new UsageError('A server is given twice, by --url and by --server: leave one of them out.');
  if (server !== undefined && isBlank(server))
    throw new UsageError('--server is empty: give the shell command that starts your server on the port in $PORT.');
  const way = wayToTestee({ command: client, words, options });
  // A shell splits the command into words, as it would split one after "--"; env takes variables that are set before
  // it.
  const command = server === undefined ? undefined : ['/bin/sh', '-c', `exec env ${server}`];
  const target = await chooseServer({ url, command, words: [], options });
  const named = server === undefined ? [target.name] : [accessOf(options).name, quote(['--server', server])];
  return {
    name: ['--pair', ...named, testeeName(client, options)].filter((part) => part !== '').join(' '),
    async open(withinMs) {
      const system = (await target.open(withinMs)) as NativeSystem;
      const testee = await openTestee(way).catch(async (error: unknown) => {
        await system.stop();
        throw error;
      });
      const lack = lackOf(testee.profile, system.profile);
      if (lack === undefined) return pairSystem(testee, system);
      await Promise.all([testee.stop(), system.stop()]);
      throw new UsageError(
        `The API of "${testee.profile.name}" has no place for ${lack}, by what its "ready" says, and its server cannot do without: use "adjourn test client".`,
      );
    },
  };
}

/** What the server has to be told, and no application can say: what the client says instead would be held against the pair. */
function lackOf(client: Profile, server: Profile): string | undefined {
  const isNeeded = (field: string): boolean => server.tokens || !field.endsWith('.accessToken');
  return client.unsupported.find((field) => DISPENSABLE.includes(field) && isNeeded(field));
}
