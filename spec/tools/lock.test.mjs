import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { project } from './run.mjs';

const { packages } = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8'));

test('the lock file names no registry', () => {
  expect(Object.keys(packages).filter((path) => 'resolved' in packages[path])).toEqual([]);
});

// npm leaves out the packages for other platforms where its registry does not have them, and then `npm ci` refuses the file.
test('the lock file has the packages for every platform', () => {
  const paths = Object.keys(packages);
  const wanted = paths.flatMap((path) => Object.keys(packages[path].optionalDependencies ?? {}));
  expect(wanted.filter((name) => !paths.some((path) => path.endsWith(`node_modules/${name}`)))).toEqual([]);
});
