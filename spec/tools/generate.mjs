// Writes everything that is generated: in gen/ the types from the schemas, the index files over them, and the clause ids from the
// prose; in spec/ the clauses as JSON and, between their markers, the parts of the prose that are tables and diagrams.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readClauses, render, renderBindings, renderJson } from './clauses.mjs';
import { renderCodes, renderReasonVectors } from './codes.mjs';
import { renderFeatures } from './features.mjs';
import { writeIndexes } from './indexes.mjs';
import { renderParts } from './parts.mjs';
import { main, project } from './run.mjs';
import { describeSchemas, generateTypes } from './schema.mjs';

const vectors = join(project, 'spec/vectors/reasons.json');

/** What is generated from the prose, the schemas and the machine of `root`, but for the types: the clauses, and the sections. */
export async function renderSpec(root, registry = describeSchemas(root)) {
  const read = readClauses(join(root, 'spec'));
  return {
    typescript: render(read.clauses),
    bindings: renderBindings(read.clauses),
    json: renderJson(read),
    sections: await renderParts(root, registry, read.clauses),
  };
}

/** Writes gen/ below `folder`, from the project's own schemas and the clauses that were read. */
export function generateTypescript(folder, registry, { typescript, bindings }) {
  mkdirSync(join(folder, 'gen'), { recursive: true });
  generateTypes(folder);
  writeIndexes(registry, join(folder, 'gen'));
  write(join(folder, 'gen/clauses.ts'), typescript);
  write(join(folder, 'gen/bindings.ts'), bindings);
  writeNames(folder, registry);
}

/** Writes the names and numbers, which need the schemas alone. */
function writeNames(folder, registry) {
  write(join(folder, 'gen/codes.ts'), renderCodes(registry));
  write(join(folder, 'gen/features.ts'), renderFeatures(registry));
}

function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

main(import.meta.url, async () => {
  const registry = describeSchemas(project);
  // First what the machine imports: the tables and diagrams of the prose are rendered from the machine.
  writeNames(project, registry);
  write(vectors, renderReasonVectors(registry, readFileSync(vectors, 'utf8')));
  const rendered = await renderSpec(project, registry);
  generateTypescript(project, registry, rendered);
  write(join(project, 'spec/clauses.json'), rendered.json);
  for (const { name, text, stale } of rendered.sections) if (stale.length > 0) write(join(project, 'spec', name), text);
});
