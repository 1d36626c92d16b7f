// Tells whether what is generated is what `npm run generate` would write now.

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { generateTypescript, renderSpec } from './generate.mjs';
import { main, project } from './run.mjs';
import { describeSchemas } from './schema.mjs';

/** What is generated from the machine, by `npm run reachable`; its own test tells whether it is fresh. */
const FROM_THE_MACHINE = ['reachable.ts', 'reachable-client.ts'];

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
      return [relative(folder, path).split(sep).join('/'), textOf(path)];
    }),
  );
}

// A checkout may have turned the line ends.
const textOf = (path) => readFileSync(path, 'utf8').replaceAll('\r\n', '\n');

/** What in spec/ of `root` is not as it would be rendered: each a sentence that says what to do. */
export function staleSpec(root, { sections, json }) {
  const parts = sections.flatMap((section) =>
    section.stale.map(
      ({ name, source }) =>
        `spec/${section.name}: the part "${name}" is not what ${source} says now. If ${source} is right, see that the prose around it agrees, then run: npm run generate`,
    ),
  );
  const file = join(root, 'spec/clauses.json');
  if (existsSync(file) && textOf(file) === json) return parts;
  return [...parts, 'spec/clauses.json is not what the prose in spec/*.md says now. Run: npm run generate'];
}

function staleTypescript(registry, rendered) {
  const folder = mkdtempSync(join(tmpdir(), 'adjourn-fresh-'));
  try {
    generateTypescript(folder, registry, rendered);
    const found = differences(join(project, 'gen'), join(folder, 'gen')).filter(
      (line) => !FROM_THE_MACHINE.some((path) => line === `surplus  gen/${path}`),
    );
    if (found.length === 0) return [];
    return [`gen/ is not what proto/ and spec/ say. Run: npm run generate\n  ${found.join('\n  ')}`];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main(import.meta.url, async () => {
  const registry = describeSchemas(project);
  const rendered = await renderSpec(project, registry);
  const found = [...staleTypescript(registry, rendered), ...staleSpec(project, rendered)];
  for (const sentence of found) console.error(sentence);
  if (found.length > 0) process.exitCode = 1;
});
