// Writes the tests of a part, with all that they import, into one module: node spec/tools/mutate/bundle.mjs PART
// Stryker calls it in its copy of the project, whose sources bear the mutants.

import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { isWanted, parts } from './parts.mjs';

const standIn = new URL('./vitest.mjs', import.meta.url).href;
const isTest = /\.test\.ts$/;

/** The test files of a part, below `root`. */
function testsOf(part, root) {
  const files = part.tests.flatMap((path) =>
    isTest.test(path)
      ? [path]
      : readdirSync(join(root, path), { recursive: true }).map((name) => `${path}/${name.replaceAll('\\', '/')}`),
  );
  return files.filter((path) => isTest.test(path) && isWanted(part, path)).sort();
}

/** A module knows where it stood, and a test file says that its tests are its own. */
const plugin = (root) => ({
  name: 'tests',
  resolveId(id) {
    if (id === 'tests') return id;
    if (id === 'vitest') return { id: standIn, external: true };
    return /^[./]/.test(id) ? null : { id, external: true };
  },
  load: (id) => (id === 'tests' ? root.entry : null),
  transform(code, id) {
    const path = relative(root.folder, id).replaceAll('\\', '/');
    const placed = code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href));
    if (!isTest.test(path)) return placed;
    return `import { inFile } from 'vitest'; inFile(${JSON.stringify(path)});${placed}`;
  },
});

const folder = process.cwd();
const part = parts[process.argv[2]];
const entry = testsOf(part, folder)
  .map((path) => `import ${JSON.stringify(join(folder, path))};`)
  .join('\n');
const bundle = await rolldown({
  input: 'tests',
  plugins: [plugin({ folder, entry })],
  platform: 'node',
  treeshake: false,
  resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
});
await bundle.write({ file: join(folder, 'tests.bundle.mjs'), format: 'esm' });
console.log(`${relative(folder, fileURLToPath(pathToFileURL(join(folder, 'tests.bundle.mjs'))))} has the tests`);
