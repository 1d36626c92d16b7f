// "What binds me": all clauses by whom they bind, as a form to fill in. One table for the base of each class, and one for each feature.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { table } from '../markdown.mjs';

/** The head of each table of the form. */
export const FORM_HEAD = ['clause', 'rule', 'only', 'holds', 'deviates', 'does not apply'];

const EMPTY = '☐';
/** Where a mark is never right. */
export const NEVER = '—';

/** The features in the order of their table, and the clauses from which nobody may deviate: both as the prose has them. */
export function readForm(root, clauses) {
  const read = (name) => (existsSync(join(root, 'spec', name)) ? readFileSync(join(root, 'spec', name), 'utf8') : '');
  const conformance = read('conformance.md');
  const [, list = ''] = /^No deviation can be declared from these clauses.*\n\n((?:- .*\n)+)/m.exec(conformance) ?? [];
  if (list === '' && conformance !== '')
    throw new Error(
      'spec/conformance.md has no list "No deviation can be declared from these clauses": the form needs it.',
    );
  return {
    clauses: inReadingOrder(clauses, read('README.md')),
    features: [...conformance.matchAll(/^\| `(\w+)` +\|/gm)].map(([, name]) => name),
    undeniable: [...list.matchAll(/`([a-z.-]+)`/g)].map(([, id]) => id),
  };
}

// Sections as the table of contents has them, and within a section as it is read.
function inReadingOrder(clauses, contents) {
  const named = [...contents.matchAll(/\]\(([\w-]+\.md)\)/g)].map(([, name]) => name);
  const place = ({ section }) => (named.includes(section) ? named.indexOf(section) : named.length);
  return [...clauses].sort((a, b) => place(a) - place(b) || a.section.localeCompare(b.section) || a.line - b.line);
}

/** The tables, each below its heading. */
export function formPart(form) {
  const { features } = form;
  return separated([
    groupOf(form, 'Server: the base', 'server', undefined),
    ...features.map((feature) => groupOf(form, `Server with \`${feature}\``, 'server', feature)),
    groupOf(form, 'Client', 'client', undefined),
    groupOf(form, 'Operator', 'operator', undefined),
  ]);
}

/** `feature`: that of the group; none for the base. A clause of two features stands with the one that brings it. */
function groupOf({ clauses, features, undeniable }, title, of, feature) {
  const rank = (name) => features.indexOf(name);
  const bringing = ({ binds }) =>
    of === 'server' ? [...binds.features].sort((a, b) => rank(a) - rank(b)).at(-1) : undefined;
  const rows = clauses
    .filter((clause) => clause.binds.classes.includes(of) && bringing(clause) === feature)
    .map((clause) => rowOf(clause, of, feature, undeniable));
  if (rows.length > 0) return [`### ${title}`, '', ...table(FORM_HEAD, rows)];
  return [`### ${title}`, '', 'No clause of its own.'];
}

function rowOf({ id, level, sentence, section, anchor, binds }, of, feature, undeniable) {
  const only = onlyWhere(binds, of, feature);
  return [
    `[\`${id}\`](${section}#${anchor})`,
    sentence,
    only,
    EMPTY,
    undeniable.includes(id) ? NEVER : level === 'MAY' ? NEVER : EMPTY,
    only === '' && level !== 'MAY' ? NEVER : EMPTY,
  ];
}

/** What must be so beside the feature of the group. */
function onlyWhere({ features, without, where }, of, feature) {
  if (of !== 'server') return where;
  const others = features.filter((name) => name !== feature);
  return [
    ...others.map((name) => `with \`${name}\``),
    ...without.map((name) => `without \`${name}\``),
    ...(where === '' ? [] : [where]),
  ].join(', ');
}

// Blocks with an empty line between each two.
const separated = (blocks) => blocks.flatMap((block, index) => (index === 0 ? block : ['', ...block]));
