/** A server under test: one that runs, one that a command starts, or our own reference server. */
import { quote } from '../../report/text.js';
import { openReference } from '../../strength/reference.js';
import { openNative, spawnNative } from '../../sut/native/index.js';
import { isBlank, strayWords, UsageError } from '../usage.js';
import { type AccessOptions, accessOf } from './access.js';
import type { Target } from './target.js';

interface ServerArguments {
  /** `--url`. */
  readonly url?: string | undefined;
  /** The command after `--`. */
  readonly command: readonly string[] | undefined;
  /** Words that no option takes: most likely a command whose `--` was forgotten. */
  readonly words: readonly string[];
  readonly options: AccessOptions;
}

/** The server that the arguments name. Throws {@link UsageError}. */
export async function chooseServer({ url, command, words, options }: ServerArguments): Promise<Target> {
  if (words.length > 0) throw strayWords(words, 'server');
  const given = [
    ...(url === undefined ? [] : ['by --url']),
    ...(command === undefined ? [] : ['by a command after "--"']),
  ];
  if (given.length > 1) throw new UsageError(`A target is given twice, ${given.join(' and ')}: leave one of them out.`);
  const { name, access } = accessOf(options);
  const isForYours = access.tokens !== undefined || access.operator !== undefined;
  if (isForYours && url === undefined && command === undefined)
    throw new UsageError('Tokens and the operator are for a server of yours: name it by --url or after "--".');
  if (url !== undefined)
    return { name: spaced(quote(['--url', url]), name), open: (withinMs) => openNative({ url, withinMs, ...access }) };
  const { subprotocol } = access;
  if (command === undefined)
    return { name, open: (withinMs) => openReference({ args: betweenNodes, withinMs, subprotocol }) };
  if (isBlank(command[0] ?? ''))
    throw new UsageError('Nothing stands after "--": give the command that starts your server on the port in $PORT.');
  return {
    name: spaced(name, `-- ${quote(command)}`),
    open: (withinMs) => spawnNative({ command, withinMs, ...access }),
  };
}

/** Our own server switches as one whose rooms are on several nodes, so that a run meets what may come in between. */
const betweenNodes = ['--switch-time', '2'];

const spaced = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(' ');
