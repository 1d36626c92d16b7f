// `npm run shape`: the shape of the sources (files, folders, classes, functions, imports, docblocks) against the bounds of
// shape-bounds.mjs. Tests, examples and generated code do not count. Exit code 1 where a bound is broken.

import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import ts from 'typescript';
import { main, project } from './run.mjs';
import { bounds } from './shape-bounds.mjs';
import { circles, deepest } from './shape-graph.mjs';
import { sourcesOf } from './sources.mjs';

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
const ascending = (numbers) => [...numbers].sort((one, other) => one - other);

const parse = (file) => {
  const text = readFileSync(join(project, file), 'utf8');
  return { file, text, tree: ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true) };
};

const linesOf = ({ text }) => text.trimEnd().split('\n').length;

/** Every relative import, export-from and type import, as a file of the project; `isLate` where it is an `import()`. */
const importsOf = ({ file, text }) =>
  ts
    .preProcessFile(text, true, false)
    .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName, pos }) => ({
      file: join(dirname(file), fileName).replace(/\.js$/, '.ts'),
      isLate: /\bimport\(\s*['"]?$/.test(text.slice(0, pos)),
    }));

const isExported = (node) => (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Export) !== 0;

/** The exported declarations of a file, each with its name and whether a docblock stands above it. */
function exportsOf({ file, tree }) {
  const named = (node, name) => ({ file, name, documented: ts.getJSDocCommentsAndTags(node).length > 0 });
  return tree.statements.flatMap((node) => {
    if (ts.isVariableStatement(node) && node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
      return node.declarationList.declarations.map(({ name }) => named(node, name.getText(tree)));
    const isDeclaration = ts.isDeclarationStatement?.(node) ?? 'name' in node;
    return isDeclaration && node.name && isExported(node) ? [named(node, node.name.getText(tree))] : [];
  });
}

function functionLines({ tree }) {
  const found = [];
  const visit = (node) => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const line = (position) => tree.getLineAndCharacterOfPosition(position).line;
      found.push(line(node.getEnd()) - line(node.getStart(tree)) + 1);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

const classesOf = ({ tree }) => tree.statements.filter((node) => ts.isClassDeclaration(node)).length;

/** The figures of the sources, by the names of `bounds`, and for each what it was found in. */
function measure(files) {
  const sources = files.map(parse);
  const known = new Set(files);
  const imports = sources.map((one) => [one.file, importsOf(one).filter(({ file }) => known.has(file))]);
  const graphOf = (some) => new Map(imports.map(([file, all]) => [file, all.filter(some).map((one) => one.file)]));
  const lines = sources.map((one) => ({ file: one.file, count: linesOf(one) }));
  const sorted = ascending(lines.map(({ count }) => count));
  const folders = Map.groupBy ? Map.groupBy(files, dirname) : grouped(files);
  const fullest = [...folders].sort(([, one], [, other]) => other.length - one.length);
  const rings = circles(graphOf(() => true));
  // What is loaded when it is called makes nobody wait for it, and begins a chain of its own.
  const chain = deepest(graphOf(({ isLate }) => !isLate));
  const functions = ascending(sources.flatMap(functionLines));
  const exported = sources.flatMap(exportsOf);
  const bare = exported.filter(({ documented }) => !documented);
  const longest = [...lines].sort((one, other) => other.count - one.count);
  return {
    files: { value: files.length },
    lines: { value: lines.reduce((sum, { count }) => sum + count, 0) },
    'lines of a file: median': { value: at(sorted, 0.5) },
    'lines of a file: p90': { value: at(sorted, 0.9) },
    'lines of a file: most': { value: longest[0].count, what: over(longest, bounds['lines of a file: most'].most) },
    'lines of a function: median': { value: at(functions, 0.5) },
    'lines of a function: p90': { value: at(functions, 0.9) },
    'files beside one another': {
      value: fullest[0][1].length,
      what: fullest
        .filter(([, of]) => of.length > bounds['files beside one another'].most)
        .map(([folder, of]) => `${folder}: ${of.length}`),
    },
    'circles of files': { value: rings.length, what: rings.map((ring) => ring.join(' > ')) },
    'deepest chain of imports': {
      value: chain.length,
      what: [chain.map((file) => file.replace(/\.ts$/, '')).join(' > ')],
    },
    classes: { value: sources.reduce((sum, one) => sum + classesOf(one), 0) },
    'exports with a docblock, %': {
      value: Math.floor((100 * (exported.length - bare.length)) / exported.length),
      what: bare.map(({ file, name }) => `${file}: ${name}`),
    },
  };
}

const over = (lines, most) => lines.filter(({ count }) => count > most).map(({ file, count }) => `${file}: ${count}`);

function grouped(files) {
  const folders = new Map();
  for (const file of files) folders.set(dirname(file), [...(folders.get(dirname(file)) ?? []), basename(file)]);
  return folders;
}

/** The figures of this project. */
export const shape = () => measure(sourcesOf(project));

/** Whether a figure is outside of its bounds; one without bounds never is. */
export function isBroken(name, value) {
  const { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = bounds[name] ?? {};
  return value < least || value > most;
}

const inWords = ({ least, most } = {}) =>
  [least === undefined ? '' : `at least ${least}`, most === undefined ? '' : `at most ${most}`]
    .filter(Boolean)
    .join(', ');

main(import.meta.url, (args) => {
  let broken = 0;
  for (const [name, { value, what = [] }] of Object.entries(shape())) {
    const wrong = isBroken(name, value);
    console.log(`${wrong ? '✗' : ' '} ${name.padEnd(30)} ${String(value).padStart(7)}   ${inWords(bounds[name])}`);
    broken += wrong ? 1 : 0;
    if (wrong || args.includes('--all')) for (const line of what) console.log(`      ${line}`);
  }
  process.exitCode = broken > 0 ? 1 : 0;
});
