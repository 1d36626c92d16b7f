/** `adjourn init`: copies a testee to start from, for a client or for a whole system, in the language of its SDK. */
import { cpSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Argument, type Command } from 'commander';
import { type Invocation, refuseTarget } from '../command.js';
import { print } from '../screen.js';
import { UsageError } from '../usage.js';

/** A testee to start from: the folder that it is copied from, what is copied, and the command that runs it. */
interface Starter {
  readonly from: string;
  readonly files: readonly string[];
  readonly run: string;
}

/** For a client, and for a whole system; by language. */
const starters = {
  typescript: {
    client: {
      from: 'typescript',
      files: ['drive.ts', 'listeners.ts', 'testee.ts', 'README.md'],
      run: 'npx tsx testee.ts',
    },
    system: { from: 'typescript/system', files: ['system.ts', 'vendor.ts', 'README.md'], run: 'npx tsx system.ts' },
  },
  python: {
    client: { from: 'python', files: ['testee.py', 'listeners.py', 'README.md'], run: 'python3 testee.py' },
    system: { from: 'python/system', files: ['system.py', 'vendor.py', 'README.md'], run: 'python3 system.py' },
  },
  go: {
    client: {
      from: 'go',
      files: ['go.mod', 'room.go', 'testee.go', 'listeners.go', 'testee_test.go', 'README.md'],
      run: 'go run .',
    },
    system: {
      from: 'go/system',
      files: ['go.mod', 'system.go', 'testee.go', 'vendor.go', 'README.md'],
      run: 'go run .',
    },
  },
} as const satisfies Record<string, Record<'client' | 'system', Starter>>;
type Language = keyof typeof starters;
const languages = Object.keys(starters) as Language[];

/** What the starter for a client asks of the SDK's events. */
const INSIDE =
  "Pass on each event from inside your SDK's own listener: there an application leaves, joins again or throws, too.\n" +
  'If your SDK has no listeners, name "listener" in "unsupported".\n';

/** As seen from the built package, and from the sources. */
const folders = ['../../../../conformance/testees/', '../../testees/'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/** Gives the command its options and its action. */
export function define(command: Command, invocation: Invocation): void {
  command
    .addArgument(new Argument('<language>', 'language of your SDK').choices(languages))
    .argument('[dir]', 'folder for the copy', 'testee')
    .option('--system', 'for a whole system of any make, and not for a client of this protocol')
    .action(async (language: Language, folder: string, { system = false }: { system?: boolean }) => {
      refuseTarget(invocation, 'init');
      const side = system ? 'system' : 'client';
      const starter = starters[language][side];
      copy(starter, folder);
      await print(
        `${starter.files.map((file) => join(folder, file)).join('\n')}\n\n` +
          `Connect your SDK as ${join(folder, 'README.md')} says, then: ` +
          `cd ${folder} && npx adjourn doctor --${side} -- ${starter.run}\n${side === 'client' ? INSIDE : ''}`,
      );
      invocation.end(0);
    });
}

/** Overwrites nothing. Throws {@link UsageError}. */
function copy({ from, files }: Starter, folder: string): void {
  if (folder === '') throw new UsageError('The folder has no name: give one, or leave it out.');
  if (statSync(folder, { throwIfNoEntry: false })?.isFile())
    throw new UsageError(`"${folder}" is a file: give the name of a folder.`);
  const taken = existsSync(folder) ? readdirSync(folder).filter((name) => files.includes(name)) : [];
  if (taken.length > 0)
    throw new UsageError(`"${folder}" has a ${taken.join(', a ')} already: give another folder, or take it away.`);
  const source = folders.map((base) => join(base, from)).find((base) => existsSync(join(base, 'README.md')));
  if (source === undefined) throw new Error(`the starter ${from} is missing from the package`);
  mkdirSync(folder, { recursive: true });
  for (const file of files) cpSync(join(source, file), join(folder, file));
}
