/**
 * Reads the catalogue. What it is made from takes half a second to load, so the build writes it to a file beside this
 * module; compressed, for the package has a bound.
 */
import { readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Catalogue } from './catalogue.js';

/** Where the build writes it. */
export const FILE = new URL('catalogue.json.gz', import.meta.url);

/**
 * Modules that every build writes anew: a file that is older than one of them belongs to an earlier build. In the package
 * they are not there by themselves, and the file belongs to it.
 */
const built = ['cases/index.js', 'mutants/index.js', 'systems/index.js', 'report/words.js'];

/** From the file where there is a current one, and otherwise from the suite itself. */
export async function readCatalogue(): Promise<Catalogue> {
  if (isCurrent()) return JSON.parse(gunzipSync(readFileSync(FILE)).toString());
  const { makeCatalogue } = await import('./make.js');
  return makeCatalogue();
}

function isCurrent(): boolean {
  const changed = (url: URL) => statSync(url, { throwIfNoEntry: false })?.mtimeMs ?? Number.NaN;
  const writtenAt = changed(FILE);
  const isOlder = (module: string) => writtenAt < changed(new URL(`../../${module}`, import.meta.url));
  return !Number.isNaN(writtenAt) && !built.some(isOlder);
}
