/**
 * Reads the catalogue. What it is made from takes half a second to load, so the build writes it to a file beside this
 * module.
 */
import { readFileSync, statSync } from 'node:fs';
import type { Catalogue } from './catalogue.js';

/** Where the build writes it. */
export const FILE = new URL('catalogue.json', import.meta.url);

/** Modules that every build writes anew: a file that is older than one of them belongs to an earlier build. */
const built = ['cases/index.js', 'mutants/index.js', 'systems/index.js', 'report/words.js'];

/** From the file where there is a current one, and otherwise from the suite itself. */
export async function readCatalogue(): Promise<Catalogue> {
  if (isCurrent()) return JSON.parse(readFileSync(FILE, 'utf8'));
  const { makeCatalogue } = await import('./make.js');
  return makeCatalogue();
}

function isCurrent(): boolean {
  const changed = (url: URL) => statSync(url, { throwIfNoEntry: false })?.mtimeMs ?? Number.NaN;
  const writtenAt = changed(FILE);
  return built.every((module) => writtenAt >= changed(new URL(`../../${module}`, import.meta.url)));
}
