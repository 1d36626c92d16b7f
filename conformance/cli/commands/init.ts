/** `adjourn init`: copies a testee to start from, in the language of the client. */
import { cpSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Argument, type Command } from 'commander';
import { type Invocation, refuseTarget } from '../command.js';
import { print } from '../screen.js';
import { UsageError } from '../usage.js';

/** The files of each starter, and the command that runs it; by language. */
const starters = {
  typescript: { files: ['drive.ts', 'testee.ts', 'README.md'], run: 'npx tsx testee.ts' },
  python: { files: ['testee.py', 'README.md'], run: 'python3 testee.py' },
  go: { files: ['go.mod', 'room.go', 'testee.go', 'testee_test.go', 'README.md'], run: 'go run .' },
} as const;
type Language = keyof typeof starters;
const languages = Object.keys(starters) as Language[];

/** As seen from the built package, and from the sources. */
const folders = ['../../../../conformance/testees/', '../../testees/'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/** Gives the command its options and its action. */
export function define(command: Command, invocation: Invocation): void {
  command
    .addArgument(new Argument('<language>', 'language of your client').choices(languages))
    .argument('[dir]', 'folder for the copy', 'testee')
    .action(async (language: Language, folder: string) => {
      refuseTarget(invocation, 'init');
      copy(language, folder);
      const { files, run } = starters[language];
      await print(
        `${files.map((file) => join(folder, file)).join('\n')}\n\n` +
          `Connect your SDK as ${join(folder, 'README.md')} says, then: cd ${folder} && npx adjourn doctor --client -- ${run}\n`,
      );
      invocation.end(0);
    });
}

/** Overwrites nothing. Throws {@link UsageError}. */
function copy(language: Language, folder: string): void {
  const { files } = starters[language];
  if (folder === '') throw new UsageError('The folder has no name: give one, or leave it out.');
  if (statSync(folder, { throwIfNoEntry: false })?.isFile())
    throw new UsageError(`"${folder}" is a file: give the name of a folder.`);
  const taken = existsSync(folder)
    ? readdirSync(folder).filter((name) => (files as readonly string[]).includes(name))
    : [];
  if (taken.length > 0)
    throw new UsageError(`"${folder}" has a ${taken.join(', a ')} already: give another folder, or take it away.`);
  const from = folders.map((base) => join(base, language)).find((base) => existsSync(join(base, 'README.md')));
  if (from === undefined) throw new Error(`the starter for ${language} is missing from the package`);
  mkdirSync(folder, { recursive: true });
  for (const file of files) cpSync(join(from, file), join(folder, file));
}
