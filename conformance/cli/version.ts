/** The version of this package. */
import { existsSync, readFileSync } from 'node:fs';

/** From the nearest package.json above this file: the compiled one lies deeper than its source. */
export function packageVersion(): string {
  let folder = new URL('.', import.meta.url);
  while (!existsSync(new URL('package.json', folder)) && folder.pathname !== '/') folder = new URL('..', folder);
  return JSON.parse(readFileSync(new URL('package.json', folder), 'utf8')).version;
}
