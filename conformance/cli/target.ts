/** What is under test, as the command line names it. */
import { fileURLToPath } from 'node:url';
import { openNative, spawnNative } from '../sut/native/index.js';
import type { SystemUnderTest } from '../sut/system.js';
import { adapterTarget } from './adapter.js';
import { quote } from './argv.js';
import { UsageError } from './usage.js';

export interface Target {
  /** As it stands on the command line; empty for our own reference server. */
  readonly name: string;
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
}

export async function chooseTarget({ url, command, adapter, words }: Named): Promise<Target> {
  if (words.length > 0)
    throw new UsageError(`Nothing is known of "${words.join(' ')}": if it starts your server, write "--" before it.`);
  const given = [
    ...(url === undefined ? [] : ['by --url']),
    ...(adapter === undefined ? [] : ['by an adapter']),
    ...(command === undefined ? [] : ['by a command behind "--"']),
  ];
  if (given.length > 1) throw new UsageError(`A target is given twice, ${given.join(' and ')}: leave one of them out.`);
  if (adapter !== undefined) return adapterTarget(adapter);
  if (url !== undefined) return { name: `--url ${url}`, open: (withinMs) => openNative({ url, withinMs }) };
  if (command === undefined)
    return { name: '', open: (withinMs) => spawnNative({ command: referenceCommand(), withinMs }) };
  if (command.length === 0)
    throw new UsageError('Nothing stands behind "--": give the command that starts your server on the port in $PORT.');
  return { name: `-- ${quote(command)}`, open: (withinMs) => spawnNative({ command, withinMs }) };
}

/** Our own server as a process of its own, so that it is tested like any other. */
const referenceCommand = (): string[] => [
  process.execPath,
  fileURLToPath(new URL('./main.js', import.meta.url)),
  'serve',
];
