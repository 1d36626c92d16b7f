// Every `@example` in the docblocks of the sources, and every example of the README, compiled against the sources.
// An example may use what its own file or its entry of the package exports without importing it. Names that begin with "our" are the reader's own, and may be anything.

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { ENTRIES, moduleOf } from './package/types.mjs';
import { project } from './run.mjs';

const FENCED = /```ts\n([\s\S]*?)```/;
const FENCED_ALL = /^```ts\n([\s\S]*?)^```/gm;
/** "Cannot find name": of the reader's own names it is no fault. */
const UNKNOWN_NAMES = [2304, 2552, 2503];
const ANYBODYS = /^Cannot find (?:name|namespace) '(?:our|Our)[A-Z]\w*'/;

/** The TypeScript examples in the docblocks of a source: where each begins, and its text. */
export function examplesIn(file, text) {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found = new Map();
  const visit = (node) => {
    for (const doc of ts.getJSDocCommentsAndTags(node))
      for (const tag of ts.isJSDoc(doc) ? (doc.tags ?? []) : [])
        if (tag.tagName.text === 'example') {
          const code = codeOf(ts.getTextOfJSDocComment(tag.comment) ?? '');
          if (code !== undefined) found.set(tag.pos, { file, line: lineOf(tree, tag.pos), code });
        }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  for (const one of headExamples(file, text, tree)) if (!found.has(one.pos)) found.set(one.pos, one);
  return [...found.values()].map(({ line, code }) => ({ file, line, code }));
}

/** With a fence or without; a fence of another language is no example of TypeScript. */
function codeOf(text) {
  if (text.includes('```')) return FENCED.exec(text)?.[1];
  return text === '' ? undefined : `${text}\n`;
}

const lineOf = (tree, position) => tree.getLineAndCharacterOfPosition(position).line + 1;

/** A docblock at the head of a file may belong to no declaration. */
function* headExamples(file, text, tree) {
  const [, head] = /^\/\*\*([\s\S]*?)\*\//.exec(text) ?? [];
  const at = head?.indexOf('@example') ?? -1;
  if (at < 0) return;
  const [, code] = FENCED.exec(head.slice(at).replaceAll(/^ \* ?/gm, '')) ?? [];
  if (code !== undefined) yield { pos: at + 3, file, line: lineOf(tree, at + 3), code };
}

/** The TypeScript examples of a page. */
export const examplesOn = (file, text) =>
  [...text.matchAll(FENCED_ALL)].map(({ 1: code, index }) => ({
    file,
    line: text.slice(0, index).split('\n').length,
    code,
  }));

/** Where the entries of the packages have their sources: `adjourn/machine` is spec/machine/index.ts. */
export function entries() {
  const { exports } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
  const suite = Object.entries(exports)
    .filter(([, target]) => typeof target === 'object')
    .map(([name, { types }]) => ({
      name: name.replace('.', 'adjourn'),
      source: types.replace('./lib/', '').replace(/\.d\.ts$/, '.ts'),
    }));
  return [...suite, ...ENTRIES.map((entry) => ({ name: `adjourn-types/${entry}`, source: `${moduleOf(entry)}.ts` }))];
}

const options = () => {
  const { config } = ts.readConfigFile(join(project, 'tsconfig.json'), ts.sys.readFile);
  const { options: own } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, project);
  const paths = Object.fromEntries(entries().map(({ name, source }) => [name, [join(project, source)]]));
  return {
    ...own,
    paths,
    verbatimModuleSyntax: false,
    noEmit: true,
    incremental: false,
    rootDir: undefined,
    outDir: undefined,
  };
};

const declares = (code, name) =>
  new RegExp(`(?:const|let|function|class|interface|type) ${name}\\b|import [^;]*\\b${name}\\b[^;]* from`).test(code);

/** What has been parsed once is not parsed again. */
const parsed = new Map();

/** A host that knows some more files, by their texts. */
function hostOf(settings, more = new Map()) {
  const host = ts.createCompilerHost(settings, true);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => more.has(name) || fileExists(name);
  host.readFile = (name) => more.get(name)?.text ?? readFile(name);
  host.getSourceFile = (name, version, ...rest) => {
    if (more.has(name)) return ts.createSourceFile(name, more.get(name).text, version, true);
    if (!parsed.has(name)) parsed.set(name, getSourceFile(name, version, ...rest));
    return parsed.get(name);
  };
  return host;
}

/** One line that imports what an example uses of its entry, or else of its own file. */
function importsFor({ file, code }) {
  const entry = entryNames().find(({ source }) => dirname(file).startsWith(dirname(source)));
  const ofEntry = (entry?.names ?? []).filter((name) => isUsed(code, name));
  const own = namesOf(file).filter((name) => isUsed(code, name) && !ofEntry.includes(name));
  const from = `./${file.split('/').at(-1).replace(/\.ts$/, '.js')}`;
  return [
    ofEntry.length === 0 ? '' : `import { ${ofEntry.join(', ')} } from '${entry.name}'; `,
    own.length === 0 ? '' : `import { ${own.join(', ')} } from '${from}'; `,
  ].join('');
}

/** The names that each entry exports which is written by hand. */
let known;
function entryNames() {
  known ??= handWritten().map(({ name, source, symbols }) => ({ name, source, names: symbols.map((one) => one.name) }));
  return known;
}

/** The entries that are written by hand, each with the names that it exports. */
export const exportedByEntry = () =>
  handWritten().map(({ name, symbols }) => ({ name, names: symbols.map((one) => one.name) }));

function handWritten() {
  const settings = options();
  const chosen = entries().filter(({ source }) => !source.startsWith('gen/'));
  const program = ts.createProgram(
    chosen.map(({ source }) => join(project, source)),
    settings,
    hostOf(settings),
  );
  const checker = program.getTypeChecker();
  return chosen.map(({ name, source }) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(join(project, source)));
    return { name, source, checker, symbols: checker.getExportsOfModule(module) };
  });
}

/** What the compiler says of the examples: `file:line: message`, where line is that of the source. */
export function compile(examples) {
  const settings = options();
  const files = new Map();
  for (const [index, example] of examples.entries()) {
    const isSource = example.file.endsWith('.ts');
    const name = join(project, isSource ? dirname(example.file) : '', `_example_${index}.ts`);
    const head = isSource ? importsFor(example) : '';
    files.set(name, { example, text: `${head}${example.code}\nexport {};\n` });
  }
  const program = ts.createProgram([...files.keys()], settings, hostOf(settings, files));
  return [...files].flatMap(([name, { example }]) => {
    const tree = program.getSourceFile(name);
    const found = [...program.getSyntacticDiagnostics(tree), ...program.getSemanticDiagnostics(tree)];
    return found.flatMap(({ code, messageText, start = 0 }) => {
      const message = ts.flattenDiagnosticMessageText(messageText, ' ');
      if (UNKNOWN_NAMES.includes(code) && ANYBODYS.test(message)) return [];
      return [`${example.file}:${example.line + tree.getLineAndCharacterOfPosition(start).line + 2}: ${message}`];
    });
  });
}

const isUsed = (code, name) => new RegExp(`\\b${name}\\b`).test(code) && !declares(code, name);

/** The names that a source exports itself. */
function namesOf(file) {
  const tree = ts.createSourceFile(file, readFileSync(join(project, file), 'utf8'), ts.ScriptTarget.Latest, true);
  return tree.statements.flatMap((node) => {
    if ((ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Export) === 0 && !ts.isVariableStatement(node)) return [];
    if (ts.isVariableStatement(node))
      return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
        ? node.declarationList.declarations.map(({ name }) => name.getText(tree))
        : [];
    return node.name ? [node.name.getText(tree)] : [];
  });
}

/** Of each entry that is written by hand, the exports without a docblock, and those without an example. */
export const undocumented = () =>
  handWritten().flatMap(({ name, checker, symbols }) =>
    symbols.flatMap((each) => {
      const symbol = each.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(each) : each;
      if (symbol.getDocumentationComment(checker).length === 0)
        return [`${name}: ${each.name} has no docblock: say what it is for`];
      const shows = symbol.getJsDocTags(checker).some((tag) => tag.name === 'example');
      return shows ? [] : [`${name}: ${each.name} has no @example`];
    }),
  );
