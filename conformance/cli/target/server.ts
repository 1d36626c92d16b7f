/** What is under test, as the command line names it. */
import type { Profile } from '../../exchange/index.js';
import { quote } from '../../report/index.js';
import { openReference } from '../../strength/index.js';
import { type Access, fromCommand, openNative, spawnNative } from '../../sut/native/index.js';
import type { SystemUnderTest } from '../../sut/system.js';
import { type AccessOptions, subprotocols } from '../options.js';
import { bearerFrom, isNothing, strayWords, UsageError } from '../usage.js';
import { adapterTarget } from './adapter.js';

export interface Target {
  /** As it stands on the command line; empty for our own reference server. */
  readonly name: string;
  /** What is under test; a server, where it is left out. */
  readonly side?: Profile['side'];
  /** `withinMs`: how long a server has for its first Joined. */
  open(withinMs?: number): Promise<SystemUnderTest>;
}

interface Named {
  /** `--url`. */
  readonly url?: string | undefined;
  /** What stands behind `--`. */
  readonly command: readonly string[] | undefined;
  /** `--adapter`: a name or a path. */
  readonly adapter?: string | undefined;
  /** Words that no option takes: most likely a command whose `--` was forgotten. */
  readonly words: readonly string[];
  readonly options: AccessOptions;
}

export async function chooseTarget({ url, command, adapter, words, options }: Named): Promise<Target> {
  if (words.length > 0) throw strayWords(words, 'server');
  const given = [
    ...(url === undefined ? [] : ['by --url']),
    ...(adapter === undefined ? [] : ['by an adapter']),
    ...(command === undefined ? [] : ['by a command behind "--"']),
  ];
  if (given.length > 1) throw new UsageError(`A target is given twice, ${given.join(' and ')}: leave one of them out.`);
  const { name, access } = accessOf(options);
  const isForYours = access.tokens !== undefined || access.operator !== undefined;
  if (isForYours && url === undefined && command === undefined)
    throw new UsageError('Tokens and the operator are for a server of yours: name it by --url or behind "--".');
  if (adapter !== undefined && access.subprotocol !== undefined)
    throw new UsageError('A foreign system has a wire of its own: leave out --subprotocol.');
  if (adapter !== undefined) return adapterTarget(adapter);
  if (url !== undefined)
    return { name: spaced(`--url ${url}`, name), open: (withinMs) => openNative({ url, withinMs, ...access }) };
  const { subprotocol } = access;
  if (command === undefined) return { name, open: (withinMs) => openReference({ withinMs, subprotocol }) };
  if (isNothing(command[0] ?? ''))
    throw new UsageError('Nothing stands behind "--": give the command that starts your server on the port in $PORT.');
  return {
    name: spaced(name, `-- ${quote(command)}`),
    open: (withinMs) => spawnNative({ command, withinMs, ...access }),
  };
}

const spaced = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(' ');

/** The options as they stand on the command line, so that a replay repeats them. */
export const accessWords = (options: AccessOptions): string => accessOf(options).name;

/** The same, and what they come to. */
function accessOf({ tokenCommand, operatorUrl, operatorTokenEnv, subprotocol }: AccessOptions): {
  name: string;
  access: Access;
} {
  if (operatorUrl !== undefined && operatorTokenEnv === undefined)
    throw new UsageError(
      "The operator's service asks for a bearer token: name its variable with --operator-token-env.",
    );
  if (tokenCommand !== undefined && isNothing(tokenCommand))
    throw new UsageError('--token-command is empty: give a shell command that prints a token.');
  const words = [
    ...(tokenCommand === undefined ? [] : ['--token-command', tokenCommand]),
    ...(operatorUrl === undefined ? [] : ['--operator-url', operatorUrl]),
    ...(operatorTokenEnv === undefined ? [] : ['--operator-token-env', operatorTokenEnv]),
    ...(subprotocol === undefined ? [] : ['--subprotocol', subprotocol]),
  ];
  const operator =
    operatorTokenEnv === undefined ? undefined : { url: operatorUrl, token: bearerFrom(operatorTokenEnv) };
  const tokens = tokenCommand === undefined ? undefined : fromCommand(tokenCommand);
  return { name: quote(words), access: { tokens, operator, subprotocol: subprotocol && subprotocols[subprotocol] } };
}
