/** The folders and files that a run writes. */
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Makes a folder and those above it. (With `recursive`, Node tries for ever in a file system without new folders, such
 * as /proc.)
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await makeOne(folder);
  } catch (error) {
    const above = dirname(folder);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || above === folder) throw error;
    // Another run may have made the folder above since: it is there then, and the second attempt decides.
    await makeFolder(above);
    await makeOne(folder);
  }
}

async function makeOne(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    const exists = (error as NodeJS.ErrnoException).code === 'EEXIST';
    if (!exists || !(await stat(folder)).isDirectory()) throw error;
  }
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

/** Makes a folder, and writes a file there as a test. Rejects with the error of the file system. */
export async function tryFolder(folder: string): Promise<void> {
  await makeFolder(folder);
  const file = join(folder, `.adjourn-${process.pid}`);
  await writeWhole(file, 'A test whether files can be written here.\n');
  await rm(file, { force: true });
}
