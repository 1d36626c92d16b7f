/** `adjourn clean`: removes what runs have saved, and says what. */
import type { Command } from 'commander';
import { fileTrouble } from '../../exchange/system-error.js';
import { plural } from '../../report/text.js';
import { type Cleaned, cleanFolder } from '../../runner/clean.js';
import { type Invocation, refuseTarget } from '../command.js';
import { print } from '../screen.js';
import { UsageError } from '../usage.js';

const HELP = `
Removes saved scenarios, their pictures and JSON reports. A file counts as the suite's by what it holds: others stay.`;

/** Gives the command its arguments and its action. */
export function define(command: Command, invocation: Invocation): void {
  command
    .argument('[dir]', 'the folder that runs were given as --output', '.adjourn')
    .addHelpText('after', HELP)
    .action(async (folder: string) => {
      refuseTarget(invocation, 'clean');
      await print(await cleanInWords(folder));
      invocation.end(0);
    });
}

/** Cleans a folder, and says what came of it. Throws {@link UsageError} where that cannot be done. */
async function cleanInWords(folder: string): Promise<string> {
  if (folder === '') throw new UsageError('The folder has no name: give one, or leave it out.');
  try {
    return wordsFor(folder, await cleanFolder(folder));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      return `Nothing to remove: there is no folder "${folder}".\n`;
    const trouble = fileTrouble(error);
    if (trouble === undefined) throw error;
    throw new UsageError(
      `"${folder}" cannot be cleaned (${trouble.why}): give the folder of a run, or change its permissions.`,
    );
  }
}

/** Of what stays, so many names are told. */
const NAMED = 5;

function wordsFor(folder: string, { removed, kept, folderRemoved }: Cleaned): string {
  const counts = [
    [removed.scenario, 'saved scenario'],
    [removed.picture, 'picture'],
    [removed.report, 'report'],
    [removed.list, 'list of failed cases'],
    [removed.rest, 'unfinished file'],
  ] as const;
  const parts = counts.flatMap(([names, what]) => (names.length === 0 ? [] : [countOf(names.length, what)]));
  const what =
    parts.length === 0 ? `Nothing to remove in "${folder}".` : `Removed from "${folder}": ${parts.join(', ')}.`;
  const gone = folderRemoved ? ' The folder is gone as well.' : '';
  const names = kept.length > NAMED ? [...kept.slice(0, NAMED), '...'] : kept;
  const left = kept.length === 0 ? '' : `Kept, for the suite did not write it: ${names.join(', ')}.\n`;
  return `${what}${gone}\n${left}`;
}

const countOf = (number: number, what: string): string =>
  what.startsWith('list') ? `${number} ${what}` : plural(number, what);
