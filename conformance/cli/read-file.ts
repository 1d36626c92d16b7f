/** Files that the command line names, and that are read before anything is started. */
import { readFile } from 'node:fs/promises';
import { fileTrouble } from '../exchange/system-error.js';
import { UsageError } from './usage.js';

/** The text of a file; undefined where there is none. @throws UsageError where it cannot be read. */
export async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    // A folder that is read as a file does not bear its path.
    const trouble = fileTrouble(Object.assign(error as Error, { path: file }));
    if (trouble === undefined) throw error;
    throw new UsageError(`"${file}" cannot be read (${trouble.why}): name another file.`);
  }
}
