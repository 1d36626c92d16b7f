// Where clauses are cited: in the code of the suite and of the machine, in the comments of the schemas, in the examples, and in the
// prose itself. What looks like the id of a clause, and begins as one does or did, is a citation.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { looksLikeId, parseMarkdown } from './parse-clauses.mjs';

/** Where citations stand. Tests are left out: they are held by what they test. */
const PLACES = [
  { folder: 'conformance', ends: '.ts', read: inCode },
  { folder: 'conformance', ends: '.history', read: inHistory },
  { folder: 'spec/machine', ends: '.ts', read: inCode },
  { folder: 'spec/examples', ends: '.history', read: inHistory },
  { folder: 'spec', ends: '.md', read: inProse },
  { folder: 'proto', ends: '.proto', read: inCode },
  { folder: '.', ends: 'README.md', read: inProse, flat: true },
  { folder: '.', ends: 'CONTRIBUTING.md', read: inProse, flat: true },
];
/** Around a generated part. */
const GENERATED = /^<!-- (?:generated: [a-z]+|\/generated) -->$/;
const LEFT_OUT = /\.test\.|\.helper\.|node_modules/;

// An id in quotes or in backquotes.
const QUOTED = /(['"`])([a-z]+(?:\.[a-z]+(?:-[a-z]+)*)+)\1/g;
// `Clause` or `Clauses`, and the ids that follow in backquotes: whatever they are, they are meant as ids.
const NAMED = /\bclauses?:?((?:,? (?:and )?`[^`]+`)+)/gi;
const FILE_NAME = /\.(?:ts|mjs|js|json|md|proto|history|binpb|sh|py|go|yaml|html|css|svg)$/;

/** Fields of messages and of data that look like ids, and are none. */
export const NO_IDS = [
  'history.records',
  'join.participant',
  'join.role',
  'reason.code',
  'reason.message',
  'reason.source',
  'reason.type',
];

/**
 * Every citation below `root`: the id, the file, the line, and whether it is `sure` to be meant as one.
 * @returns {{ id: string, file: string, line: number, sure: boolean }[]}
 */
export function findCitations(root) {
  return PLACES.flatMap(({ folder, ends, read, flat }) =>
    filesIn(join(root, folder), flat)
      .filter((name) => name.endsWith(ends) && !LEFT_OUT.test(name))
      .flatMap((name) => {
        const file = join(folder, name).split(sep).join('/');
        return read(readFileSync(join(root, folder, name), 'utf8')).map((found) => ({ ...found, file }));
      }),
  );
}

const filesIn = (folder, flat = false) => (existsSync(folder) ? readdirSync(folder, { recursive: !flat }).sort() : []);

/** Strings and comments: clause ids stand in quotes in the one and in backquotes in the other. */
export function inCode(text) {
  return text.split('\n').flatMap((content, index) => {
    const line = index + 1;
    const named = [...content.matchAll(NAMED)].flatMap(([, list]) =>
      [...list.matchAll(/`([^`]+)`/g)].map(([, id]) => id),
    );
    const quoted = [...content.matchAll(QUOTED)].map(([, , id]) => id).filter((id) => !named.includes(id));
    return [...named.map((id) => ({ id, line, sure: true })), ...quoted.map((id) => ({ id, line, sure: false }))];
  });
}

/** The clauses that an example shows, and those that its wrong copies break. */
export function inHistory(text) {
  return text.split('\n').flatMap((content, index) => {
    const [key, ...ids] = content.trim().split(/\s+/);
    return key === 'clauses' || key === 'wrong' ? ids.map((id) => ({ id, line: index + 1, sure: true })) : [];
  });
}

/** Cross references: an id in backquotes, anywhere but in a heading, where it is defined, and in what is generated, which nobody reads again. */
export function inProse(text) {
  let isGenerated = false;
  const written = parseMarkdown(text).children.filter(({ type, value }) => {
    if (type === 'html' && GENERATED.test(value)) isGenerated = !value.startsWith('<!-- /');
    return !isGenerated;
  });
  return written.flatMap(codeIn).map(({ value, position }) => ({
    id: value,
    line: position.start.line,
    sure: false,
  }));
}

const codeIn = (node) => {
  if (node.type === 'heading') return [];
  return node.type === 'inlineCode' ? [node] : (node.children ?? []).flatMap(codeIn);
};

/** Those of the citations that are meant as ids: `known` are all that there are, or ever were. */
export function meant(citations, known) {
  const families = new Set([...known].map(familyOf));
  return citations.filter(({ id, sure }) => {
    if (known.has(id) || sure) return true;
    return looksLikeId(id) && families.has(familyOf(id)) && !FILE_NAME.test(id) && !NO_IDS.includes(id);
  });
}

const familyOf = (id) => id.split('.')[0];

/** `a.ts:1,7, b.ts:2` */
export function placesOf(citations) {
  const lines = new Map();
  for (const { file, line } of citations) lines.set(file, (lines.get(file) ?? new Set()).add(line));
  return [...lines].map(([file, numbers]) => `${file}:${[...numbers].join(',')}`).join(', ');
}
