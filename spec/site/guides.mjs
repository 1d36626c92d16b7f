// The guides: pages that are no sections of the specification. Their text stands in the README, and in the page on CI, and nowhere else.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { h } from 'hastscript';
import { project } from '../tools/run.mjs';
import { depthOf, giveIds } from './headings.mjs';
import { treeOf } from './markdown.mjs';

const README = 'README.md';
const CI = 'conformance/ci/README.md';
const REPORT = 'report.html';
/** What the README says about reports, in the order in which somebody reads one. */
const ON_REPORTS = [
  'What the lines of a run say',
  'What a failure looks like',
  'What a failure of a client looks like',
  'Exit codes',
  'Reports',
];

/** The pages, as those of the specification are; and the pages to which a source is spread out, beside its first one. */
export function guidePages(clauses) {
  const readme = partsOf(README, clauses);
  const onReports = ON_REPORTS.map((title) => partCalled(title, readme));
  const rest = readme.filter((part) => !onReports.includes(part));
  return {
    pages: [
      guide('getting-started.html', 'Getting started', rest),
      guide(REPORT, 'How to read a report', [titled(README), ...onReports.map(raised)]),
      guide('ci.html', 'In your CI', partsOf(CI, clauses)),
    ],
    alsoAt: new Map([[README, [REPORT]]]),
  };
}

/** A source, cut before each of its headings. */
export function partsOf(source, clauses) {
  const tree = treeOf(readFileSync(join(project, source), 'utf8'));
  const { headings } = giveIds(tree, clauses);
  const parts = [];
  for (const node of tree.children) {
    if (depthOf(node) !== undefined) parts.push({ source, heading: headings[parts.length], nodes: [] });
    parts.at(-1)?.nodes.push(node);
  }
  return parts;
}

function partCalled(title, parts) {
  const found = parts.find(({ heading }) => heading.title === title);
  if (found === undefined)
    throw new Error(`${README} has no heading "${title}", which the site shows on a page of its own.`);
  return found;
}

/** The beginning of a page that has a title of its own. */
export const titled = (source, ...nodes) => ({
  source,
  heading: { id: 'top', title: '', depth: 1, body: '' },
  nodes: [h('h1', { id: 'top' }), ...nodes],
});

/** A part of a part, one level higher or lower: it stands on another page than what was above it. */
export function shifted({ source, heading, nodes: [head, ...rest] }, by) {
  const depth = heading.depth + by;
  return { source, heading: { ...heading, depth }, nodes: [{ ...head, tagName: `h${depth}` }, ...rest] };
}

const raised = (part) => shifted(part, 2 - part.heading.depth);

/** A page of parts. Its title takes the place of the first heading. */
export function guide(path, title, parts) {
  const [{ heading: first, nodes }] = parts;
  nodes[0].children = [{ type: 'text', value: title }];
  const headings = [{ ...first, title }, ...parts.slice(1).map(({ heading }) => heading)];
  return {
    path,
    title,
    source: parts[0].source,
    parts: parts.map((part) => ({ source: part.source, tree: { type: 'root', children: part.nodes } })),
    tree: { type: 'root', children: parts.flatMap((part) => part.nodes) },
    ids: new Map(headings.map(({ id }) => [id, id])),
    headings,
  };
}
