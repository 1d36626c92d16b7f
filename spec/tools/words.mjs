// One word, one meaning: exported names that stand in two modules for two things, and names that were given up.
// `node spec/tools/words.mjs [FOLDER]` lists them.

import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import ts from 'typescript';
import { main, project } from './run.mjs';
import { sourcesOf } from './sources.mjs';

/** Words that were given up, in names of files and in exported names. */
const RETIRED = [
  ...[
    'again',
    'closer',
    'deed',
    'deeds',
    'fate',
    'look',
    'manner',
    'manners',
    'melee',
    'noted',
    'obituary',
    'pretexts',
  ],
  ...['shelf', 'stay', 'stays', 'tidied', 'tidy', 'turnstile', 'unhurried', 'unhurriedly', 'uptake'],
];
/** The same, of files alone. */
const RETIRED_FILES = [...RETIRED, 'ghosts'];

/** What stands by itself, to be copied or compared, and shares no words with the suite. */
const APART = /^conformance\/(testees|implementations|servers)\//;

const isFunction = ({ initializer }) =>
  initializer !== undefined && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer));

const isExported = (node) => (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Export) !== 0;

/** The names of the types, classes and functions that a source declares and exports. What it passes on is not its own. */
export function exportedNames(file, text) {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const names = tree.statements.flatMap((node) => {
    if (!isExported(node) && !ts.isVariableStatement(node)) return [];
    if (ts.isVariableStatement(node))
      return node.declarationList.declarations
        .filter((one) => isExported(one) && isFunction(one))
        .map(({ name }) => name.getText(tree));
    return 'name' in node && node.name ? [node.name.getText(tree)] : [];
  });
  // A type and a function of one name in one file are one thing, as an overload is.
  return [...new Set(names)];
}

/** All names that a source exports, constants among them. */
export function allExports(file, text) {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const constants = tree.statements
    .filter((node) => ts.isVariableStatement(node))
    .flatMap((node) => node.declarationList.declarations)
    .filter(isExported)
    .map(({ name }) => name.getText(tree));
  return [...new Set([...exportedNames(file, text), ...constants])];
}

/** `applies-client.ts` and `appliesClient` are both `applies` and `client`. */
export const wordsOf = (name) =>
  name
    .replace(/\.\w+$/, '')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);

const sources = () =>
  sourcesOf(project)
    .filter((file) => !APART.test(file))
    .map((file) => ({ file, text: readFileSync(join(project, file), 'utf8') }));

/** Each exported name that several modules declare, with these. */
export function homonyms(files = sources()) {
  const places = new Map();
  for (const { file, text } of files)
    for (const name of exportedNames(file, text)) places.set(name, [...(places.get(name) ?? []), file]);
  return new Map([...places].filter(([, of]) => of.length > 1).sort(([, a], [, b]) => b.length - a.length));
}

/** Each file and each exported name with a word that was given up: `file: name`. */
export function retiredNames(files = sources()) {
  const bears = (name, words) => wordsOf(name).some((word) => words.includes(word));
  return files.flatMap(({ file, text }) => [
    ...(bears(basename(file), RETIRED_FILES) ? [file] : []),
    ...allExports(file, text)
      .filter((name) => bears(name, RETIRED))
      .map((name) => `${file}: ${name}`),
  ]);
}

main(import.meta.url, ([folder = '']) => {
  const within = (places) => places.some((place) => place.startsWith(folder));
  for (const [name, places] of homonyms()) if (within(places)) console.log(`${name}: ${places.join(', ')}`);
  for (const place of retiredNames()) if (within([place])) console.log(`retired  ${place}`);
});
