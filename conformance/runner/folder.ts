/** The folders and files that a run writes. */
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Makes a folder and those above it. (With `recursive`, Node tries for ever in a file system without new folders, such
 * as /proc.) Gives whether it was not there before.
 */
export async function makeFolder(folder: string): Promise<boolean> {
  try {
    return await makeOne(folder);
  } catch (error) {
    const above = dirname(folder);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || above === folder) throw error;
    // Another run may have made the folder above since: it is there then, and the second attempt decides.
    await makeFolder(above);
    return await makeOne(folder);
  }
}

/** Whether it was not there before. */
async function makeOne(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    const exists = (error as NodeJS.ErrnoException).code === 'EEXIST';
    if (!exists || !(await stat(folder)).isDirectory()) throw error;
    return false;
  }
}

/** What keeps a folder of the suite out of version control: what runs find belongs to nobody's history. */
export const IGNORE_ALL = { name: '.gitignore', text: '# Written by adjourn.\n*\n' } as const;

/** Makes a folder for what runs find. A folder that was there before is the user's, and is left as it is. */
export async function makeOutputFolder(folder: string): Promise<void> {
  if (await makeFolder(folder)) await writeWhole(join(folder, IGNORE_ALL.name), IGNORE_ALL.text);
}

/** Writes a file whole or not at all, whatever reads it meanwhile and however full the disk is. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const part = `${file}.${process.pid}.part`;
  try {
    await writeFile(part, text);
    await rename(part, file);
  } catch (error) {
    // The caller must learn why the writing failed, not why the removal did.
    await rm(part, { force: true }).catch(() => {});
    throw error;
  }
}

/**
 * Makes a folder, by default one for what runs find, and writes a file there as a test. Rejects with the error of the
 * file system.
 */
export async function tryFolder(
  folder: string,
  make: (folder: string) => Promise<unknown> = makeOutputFolder,
): Promise<void> {
  await make(folder);
  const file = join(folder, `.adjourn-${process.pid}`);
  await writeWhole(file, 'A test whether files can be written here.\n');
  await rm(file, { force: true });
}
