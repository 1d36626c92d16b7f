// Tells whether gen/ is what `npm run generate` would write now.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { generate } from './generate.mjs';
import { main, project } from './run.mjs';

/** What tells the folder `committed` from the folder `generated`, one line for each file; empty when they are the same. */
export function differences(committed, generated) {
  const before = contents(committed);
  const after = contents(generated);
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((path) => {
    if (!before.has(path)) return [`missing  gen/${path}`];
    if (!after.has(path)) return [`surplus  gen/${path}`];
    return before.get(path) === after.get(path) ? [] : [`stale    gen/${path}`];
  });
}

function contents(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      // A checkout may have turned the line ends.
      return [relative(folder, path).split(sep).join('/'), readFileSync(path, 'utf8').replaceAll('\r\n', '\n')];
    }),
  );
}

main(import.meta.url, () => {
  const temporary = mkdtempSync(join(tmpdir(), 'adjourn-fresh-'));
  try {
    generate(temporary);
    const found = differences(join(project, 'gen'), join(temporary, 'gen'));
    if (found.length === 0) return;
    console.error(`gen/ is not what proto/ and spec/ say. Run: npm run generate\n  ${found.join('\n  ')}`);
    process.exitCode = 1;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
});
