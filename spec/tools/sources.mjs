// The TypeScript sources of the project: no tests, no fixtures, no generated code, and nothing of a vendor's.

import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

const isSource = (path) =>
  path.endsWith('.ts') &&
  !/\.(test|test\.helper|d)\.ts$/.test(path) &&
  !path.includes('/fixtures/') &&
  !path.includes('/node_modules/');

/** Their paths below the project's folder, sorted. */
export const sourcesOf = (project) =>
  ['conformance', 'spec']
    .flatMap((folder) => readdirSync(join(project, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(project, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter(isSource)
    .sort();
