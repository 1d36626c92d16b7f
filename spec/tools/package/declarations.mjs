// The declarations that somebody can reach from an entry point, of those that tsc wrote into dist/; with maps to the sources, so that an
// editor that goes to a definition finds it.

import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { project } from '../run.mjs';

/** Where the sources lie in the folder: beside a declaration, a source would be taken for it. */
const SOURCES = 'src';

/** A source that is this many times as long as its declaration says more than that: it has code. */
const SAYS_MORE = 1.3;

const NAMED = /(?:from|import\()\s*['"](\.[^'"]+)\.js['"]/g;
const PASSED_ON = /^export [^;]*from ['"](\.[^'"]+)\.js['"];/gm;
const MAP_LINE = /^\/\/# sourceMappingURL=.*\n?/m;

const declarationOf = (name) => join(project, 'dist', `${name}.d.ts`);

/** The modules that the declarations of `entries` name in such a way, one by another. */
function reachable(entries, way) {
  const found = new Set(entries);
  for (const name of found)
    for (const [, path] of readFileSync(declarationOf(name), 'utf8').matchAll(way))
      found.add(join(dirname(name), path).replaceAll('\\', '/'));
  return [...found].sort();
}

/** Of what is generated: without where in the schema each thing comes from, what its name says, and what each clause says. */
const shortened = (text) =>
  text
    .replace(/^( *readonly (?:sentence|intent|untestable): )".*";$/gm, '$1string;')
    .replace(
      /^\/\*\*\n \* Describes the (?:file|message|enum|service) .*\n(?: \* Use `create.*\n)?(?: \*\n \* @generated.*\n)? \*\/\n/gm,
      '',
    )
    .replace(/^ *\*? *\* @generated from .*\n/gm, '')
    .replace(/^ *\/\*\*\n(?: *\*\s*\n)* *\*\/\n/gm, '')
    .replace(/(?:\n *\*\s*)+(\n *\*\/)/g, '$1');

/** With narrow margins, which no map counts on. */
const narrowed = (text) => text.replace(/^(?: {4})+/gm, (margin) => ' '.repeat(margin.length / 4));

/**
 * The source of what an entry point exports, if it says more than the declaration: an interface is its own definition, and
 * so is what is generated.
 */
function sourceOf(name) {
  const file = join(project, `${name}.ts`);
  const isOfUse = !name.startsWith('gen/') && statSync(file).size > SAYS_MORE * statSync(declarationOf(name)).size;
  return isOfUse ? file : undefined;
}

function put(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Writes the declarations of the modules `entries`, and all that they name, into `folder`. */
export function declare(entries, folder) {
  const exported = new Set(reachable(entries, PASSED_ON));
  for (const name of reachable(entries, NAMED)) {
    const text = readFileSync(declarationOf(name), 'utf8');
    const source = exported.has(name) ? sourceOf(name) : undefined;
    const target = join(folder, `${name}.d.ts`);
    if (source === undefined) {
      const bare = text.replace(MAP_LINE, '');
      put(target, narrowed(name.startsWith('gen/') ? shortened(bare) : bare));
      continue;
    }
    const kept = join(folder, SOURCES, `${name}.ts`);
    const map = JSON.parse(readFileSync(`${declarationOf(name)}.map`, 'utf8'));
    put(target, text);
    put(`${target}.map`, JSON.stringify({ ...map, sources: [relative(dirname(target), kept).replaceAll('\\', '/')] }));
    put(kept, readFileSync(source, 'utf8'));
  }
}
