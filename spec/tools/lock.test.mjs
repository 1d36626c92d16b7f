import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { project } from './run.mjs';

/** The project's own, and that of a tool that few need. */
const locks = ['package-lock.json', 'spec/tools/mutate/package-lock.json'];

const packagesOf = (lock) => JSON.parse(readFileSync(join(project, lock), 'utf8')).packages;

test.each(locks)('%s names no registry', (lock) => {
  const packages = packagesOf(lock);
  expect(Object.keys(packages).filter((path) => 'resolved' in packages[path])).toEqual([]);
});

// npm leaves out the packages for other platforms where its registry does not have them, and then `npm ci` refuses the file.
test.each(locks)('%s has the packages for every platform', (lock) => {
  const packages = packagesOf(lock);
  const paths = Object.keys(packages);
  const wanted = paths.flatMap((path) => Object.keys(packages[path].optionalDependencies ?? {}));
  expect(wanted.filter((name) => !paths.some((path) => path.endsWith(`node_modules/${name}`)))).toEqual([]);
});
