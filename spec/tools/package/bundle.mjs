// Bundles entry points with all that they reach of our own. What several of them need is in chunks that they share, and what is
// imported late is loaded late, as in the sources.

import { chmodSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import { rolldown } from 'rolldown';
import { project } from '../run.mjs';
import { folded } from './folded.mjs';

/** Stands for the folder of the bundle, until it is known in which file of it a module ends up. */
const ROOT = '__BUNDLE_ROOT__';

/** A module finds its neighbours from where it would be, had it not been bundled. */
const placed = {
  name: 'placed',
  transform(code, id) {
    if (!code.includes('import.meta.url')) return null;
    const path = relative(project, id).replaceAll('\\', '/').replace(/\.ts$/, '.js');
    return code.replaceAll('import.meta.url', `new URL('${ROOT}/${path}', import.meta.url).href`);
  },
  renderChunk(code, { fileName }) {
    if (!code.includes(ROOT)) return null;
    return code.replaceAll(ROOT, posix.relative(posix.dirname(fileName), '.') || '.');
  },
};

/** Writes the modules `names` of the project into `folder`; `apart` leaves each module that they reach a file of its own. */
export async function bundle(names, folder, { apart = false } = {}) {
  const build = await rolldown({
    cwd: project,
    input: Object.fromEntries(names.map((name) => [name, `./${name}.ts`])),
    platform: 'node',
    external: [/^[^./]/],
    plugins: [folded, placed],
    resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
    transform: { target: 'es2023' },
    treeshake: {
      moduleSideEffects: [
        { test: /\/conformance\//, sideEffects: true },
        { test: /./, sideEffects: false },
      ],
    },
  });
  const { output } = await build.write({
    dir: folder,
    format: 'esm',
    minify: true,
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    ...(apart ? { preserveModules: true, preserveModulesRoot: project } : {}),
  });
  for (const { fileName, code } of output) if (code?.startsWith('#!')) chmodSync(join(folder, fileName), 0o755);
  return output;
}
