// The package `adjourn-types`: the generated messages, the schemas and the wire vectors, for those who need nothing of the suite.

import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { project } from '../run.mjs';
import { bundle } from './bundle.mjs';
import { declare } from './declarations.mjs';
import { LIB } from './parts.mjs';
import { publishable } from './publishable.mjs';

/** Its folder, which is packed as it is. */
export const TYPES = 'dist/adjourn-types';

/** What of it can be imported, each from the module of the same name in gen/. */
export const ENTRIES = ['es', 'es/testing', 'ts-proto', 'ts-proto/testing'];

export const moduleOf = (entry) => `gen/${entry}/index`;

const exported = (entry) => ({
  types: `./${LIB}/${moduleOf(entry)}.d.ts`,
  default: `./${LIB}/${moduleOf(entry)}.js`,
});

/** What it says as the package of the suite does. */
const SHARED = ['version', 'homepage', 'bugs', 'repository', 'license', 'type', 'sideEffects', 'engines'];

const manifestOf = (manifest) => ({
  name: 'adjourn-types',
  description:
    'The messages of Adjourn, a protocol for leaving and ending online meetings: types, schemas, wire vectors.',
  keywords: ['meeting', 'conference', 'protocol', 'protobuf'],
  ...Object.fromEntries(SHARED.map((field) => [field, manifest[field]])),
  exports: {
    ...Object.fromEntries(ENTRIES.map((entry) => [`./${entry}`, exported(entry)])),
    './proto/*': './proto/*',
    './vectors/*': './vectors/*',
    './package.json': './package.json',
  },
  peerDependencies: { '@bufbuild/protobuf': manifest.peerDependencies['@bufbuild/protobuf'] },
});

/** Writes the whole package into `folder`. */
export async function writeTypes(manifest, folder) {
  const modules = ENTRIES.map(moduleOf);
  await bundle(modules, join(folder, LIB), { apart: true });
  declare(modules, join(folder, LIB));
  const take = (from, to) => cpSync(join(project, from), join(folder, to), { recursive: true });
  for (const name of ['adjourn', 'README.md']) take(`proto/${name}`, `proto/${name}`);
  take('spec/vectors', 'vectors');
  take('spec/tools/package/adjourn-types.md', 'README.md');
  take('LICENSE', 'LICENSE');
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(publishable(manifestOf(manifest)), null, 2)}\n`);
}
