// The library's pages: what each entry of the package exports, with its docblock, as typedoc reads it.
// It takes a while to read all sources, so that only who wants these pages gives them to `buildSite`.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Application, ReflectionKind } from 'typedoc';
import ts from 'typescript';
import { entries } from '../tools/examples.mjs';
import { project } from '../tools/run.mjs';
import { LIBRARY } from './library.mjs';

const GROUPS = [
  ['Functions', ({ kind }) => kind === ReflectionKind.Function],
  ['Classes', ({ kind }) => kind === ReflectionKind.Class],
  ['Values', ({ kind }) => kind === ReflectionKind.Variable],
  ['Types', ({ kind }) => [ReflectionKind.Interface, ReflectionKind.TypeAlias].includes(kind)],
  ['From another entry', ({ kind }) => kind === ReflectionKind.Reference],
];

/** The pages in Markdown, the overview first: the path of each, its title, its text, and the names that it explains. */
export async function apiPages() {
  const written = entries().filter(({ source }) => !source.startsWith('gen/'));
  const app = await Application.bootstrap({
    entryPoints: written.map(({ source }) => join(project, source)),
    tsconfig: join(project, 'spec/site/api-tsconfig.json'),
    skipErrorChecking: true,
    excludeInternal: true,
    readme: 'none',
    sort: ['source-order'],
    disableSources: true,
    logLevel: 'Error',
  });
  const model = await app.convert();
  if (model === undefined) throw new Error('typedoc cannot read the entries of the package: see what it said above.');
  const modules = written.map(({ name, source }) => ({ name, source, module: moduleOf(model, source) }));
  const placeOf = new Map(
    modules.flatMap(({ name, module }) =>
      (module.children ?? []).filter(({ kind }) => kind !== ReflectionKind.Reference).map((one) => [one, pathOf(name)]),
    ),
  );
  const pages = modules.map((one) => page(one, model, placeOf));
  return [overview(pages), ...pages];
}

const pathOf = (entry) => `${entry.replace('adjourn', 'api')}.html`;

/** typedoc names a module by its path, from the folder that all of them have in common. */
function moduleOf(model, source) {
  const found = model.children.find(({ name }) => source.endsWith(`${name}.ts`) || source.endsWith(`${name}/index.ts`));
  if (found === undefined)
    throw new Error(`typedoc has no module for ${source}: its modules are ${model.children.map(({ name }) => name)}.`);
  return found;
}

/** What an entry exports, as a user's compiler sees it: without bodies, and without what is private. */
function declared({ packagePath, qualifiedName }, exportedAs) {
  const text = readFileSync(join(project, packagePath), 'utf8');
  const { outputText } = ts.transpileDeclaration(text, { compilerOptions: { target: ts.ScriptTarget.ES2023 } });
  const tree = ts.createSourceFile('one.d.ts', outputText, ts.ScriptTarget.Latest, true);
  const isNamed = (node) =>
    (node.declarationList?.declarations ?? [node]).some((one) => one.name?.getText(tree) === qualifiedName);
  const found = tree.statements.filter(isNamed).map((node) => node.getText(tree).replace(/^export (?:declare )?/, ''));
  if (found.length === 0) throw new Error(`${packagePath} declares no ${qualifiedName}, which the package exports.`);
  return found.join('\n').replace(new RegExp(`\\b${qualifiedName}\\b`), exportedAs);
}

function page({ name, source, module }, model, placeOf) {
  const path = pathOf(name);
  const shown = module.children ?? [];
  const link = linksFrom(path, placeOf);
  const head = headOf(source) ?? { summary: '', example: '' };
  const groups = GROUPS.map(([title, isOf]) => ({ title, all: shown.filter(isOf) })).filter(
    ({ all }) => all.length > 0,
  );
  const list = groups.map(
    ({ title, all }) => `${title}: ${all.map((one) => `[\`${one.name}\`](#${one.name})`).join(', ')}.`,
  );
  const texts = groups.flatMap(({ title, all }) => [
    `## ${title}`,
    ...all.flatMap((one) => explained(one, model, link)),
  ]);
  return {
    path,
    title: name,
    names: shown.map((one) => one.name),
    summary: head.summary,
    text: [`# ${name}`, head.summary, head.example, ...list, ...texts].join('\n\n'),
  };
}

/** One export: its docblock, its declaration, and its examples. */
function explained(one, model, link) {
  if (one.kind === ReflectionKind.Reference) {
    const target = one.getTargetReflectionDeep();
    return [`### ${one.name}`, `The same as ${link(target, `\`${target.name}\``)}.`];
  }
  const comment = commentOf(one);
  const more = (comment?.blockTags ?? []).map(({ tag, name, content }) => {
    const text = inMarkdown(content, link);
    if (tag === '@example') return text.includes('```') ? text : fenced(text);
    const what = tag === '@throws' ? 'Throws' : tag.slice(1);
    return `_${what}_ ${name === undefined ? '' : `\`${name}\`: `}${text}`;
  });
  return [
    `### ${one.name}`,
    inMarkdown(comment?.summary ?? [], link),
    fenced(declared(model.getSymbolIdFromReflection(one), one.name)),
    ...more,
  ];
}

/** The comment of a function belongs to its signature. */
const commentOf = (one) =>
  one.comment ?? one.signatures?.[0]?.comment ?? one.type?.declaration?.signatures?.[0]?.comment;

const fenced = (code) => `\`\`\`ts\n${code.trim()}\n\`\`\``;

/** A comment as Markdown, in which a link leads to the place of what it names. */
const inMarkdown = (parts, link) =>
  parts
    .map((part) => {
      if (part.kind !== 'inline-tag') return part.text;
      return part.target === undefined || typeof part.target === 'string'
        ? `\`${part.text}\``
        : link(part.target, `\`${part.text}\``);
    })
    .join('');

const linksFrom = (path, placeOf) => (target, text) => {
  const top = topOf(target, placeOf);
  if (top === undefined) return text;
  const place = placeOf.get(top);
  return `[${text}](${place === path ? '' : place.replace('api/', '')}#${top.name})`;
};

/** What has a heading of its own: the export itself, or that of which it is a member. */
function topOf(reflection, placeOf) {
  for (let one = reflection; one !== undefined; one = one.parent) if (placeOf.has(one)) return one;
  return undefined;
}

/** What an entry says of itself at the head of its file. */
function headOf(source) {
  const text = readFileSync(join(project, source), 'utf8');
  const [, block = ''] = /^\/\*\*([\s\S]*?)\*\//.exec(text) ?? [];
  const plain = block
    .replaceAll(/^ ?\* ?/gm, '')
    .replace('@packageDocumentation', '')
    .trim();
  const [summary = '', example = ''] = plain.split(/@example\n?/);
  const linked = summary
    .replaceAll(/\{@link (\w+)\}/g, '[`$1`](#$1)')
    .replaceAll('\n', ' ')
    .trim();
  return { summary: linked, example: example.trim() };
}

function overview(pages) {
  const rows = pages.map(
    ({ path, title, summary }) => `| [\`${title}\`](${path.replace('api/', '')}) | ${sentence(summary)} |`,
  );
  const text = [
    '# Library',
    'What the package exports, entry by entry. How it is installed, and what to begin with, stands in its README.',
    ['| entry | what it is |', '| --- | --- |', ...rows].join('\n'),
    'The entries `adjourn/es` and `adjourn/ts-proto` are generated from the schemas: [Messages](../messages.html) says what each of their messages is, and [Schemas](../schemas.html) shows them. `adjourn/es/testing` is the data of the suite.',
  ].join('\n\n');
  return { path: LIBRARY, title: 'Library', names: [], text };
}

/** The first sentence of a summary, without the name that stands at its head, and without links. */
const sentence = (summary) =>
  summary
    .replace(/^`[^`]+`: /, '')
    .replace(/^The executable specification, `[^`]+`: /, 'The executable specification: ')
    .replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replace(/^./, (first) => first.toUpperCase())
    .split(/(?<=\.)\s/)[0];
