/** `adjourn init`: a testee to begin with, in the language of one's own client. */
import { cpSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Argument, type Command } from 'commander';
import { type Call, newCommand, refuseTarget } from '../command.js';
import { print } from '../screen.js';
import { UsageError } from '../usage.js';

/** What a starter consists of, and how it is started; by language. */
const starters = {
  typescript: { files: ['drive.ts', 'testee.ts', 'README.md'], run: 'npx tsx testee.ts' },
  python: { files: ['testee.py', 'README.md'], run: 'python3 testee.py' },
  go: { files: ['go.mod', 'room.go', 'testee.go', 'testee_test.go', 'README.md'], run: 'go run .' },
} as const;
type Language = keyof typeof starters;
const languages = Object.keys(starters) as Language[];

/** In the built package the command stands one folder deeper than among its sources. */
const folders = ['../../../../conformance/testees/', '../../testees/'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

export const initCommand = (call: Call): Command =>
  newCommand('init')
    .description('copy a testee to begin with, for a client of your own')
    .addArgument(new Argument('<language>', 'in which your client is written').choices(languages))
    .argument('[dir]', 'where it is put', 'testee')
    .action(async (language: Language, folder: string) => {
      refuseTarget(call, 'init');
      copy(language, folder);
      const { files, run } = starters[language];
      await print(
        `${files.map((file) => join(folder, file)).join('\n')}\n\n` +
          `Put your SDK in, as ${join(folder, 'README.md')} says, and then: cd ${folder} && npx adjourn doctor --client -- ${run}\n`,
      );
      call.end(0);
    });

/** Nothing that is there is written over. */
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
