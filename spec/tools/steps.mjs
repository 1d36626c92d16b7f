// The algorithms, as data: each section with its steps, the clauses of each, and the sections that it has done.

import { parseMarkdown } from './parse-clauses.mjs';

/** The section that lists clauses without a step. */
const LEFT_OUT = 'Clauses in no step';

/**
 * The sections of an algorithm that have steps, by their titles, and the clauses `without` a step, each with the reason.
 * A step has its `text`, the `clauses` that it names at its end, and the titles of the sections that it `does`.
 */
export function readSteps(markdown) {
  const { children } = parseMarkdown(markdown);
  const sections = new Map();
  const titles = new Map(headingsOf(children).map((title) => [slugOf(title), title]));
  let title = '';
  for (const node of children) {
    if (node.type === 'heading') title = textIn(node);
    if (node.type === 'list' && node.ordered)
      sections.set(
        title,
        node.children.map((item) => stepOf(item, titles)),
      );
  }
  const [, table = ''] = markdown.split(`## ${LEFT_OUT}\n`);
  const without = [...table.matchAll(/^\| `([a-z.-]+)` +\| (.*?) +\|$/gm)].map(([, clause, why]) => ({ clause, why }));
  return { sections, without };
}

/** All clauses that the steps of a section name, those of the sections that it does among them, but for those that it `leaves`. */
export const clausesOf = (algorithm, title, leaves = []) => [...new Set(inlined(algorithm, title, leaves).flat())];

/** The clauses of each step of a section, one step after another, with those of the sections that it does in their place. */
export function inlined(algorithm, title, leaves = [], within = []) {
  if (leaves.includes(title) || within.includes(title)) return [];
  const steps = algorithm.sections.get(title);
  if (steps === undefined) throw new Error(`The algorithm has no section "${title}" with steps.`);
  return steps.flatMap(({ clauses, does }) => [
    clauses,
    ...does.flatMap((other) => inlined(algorithm, other, leaves, [...within, title])),
  ]);
}

const headingsOf = (nodes) => nodes.filter(({ type }) => type === 'heading').map(textIn);

function stepOf(item, titles) {
  const text = textIn(item);
  const [, last = ''] = /\(((?:`[a-z.-]+`(?:, )?)+)\)$/.exec(text) ?? [];
  return {
    text,
    clauses: [...last.matchAll(/`([a-z.-]+)`/g)].map(([, id]) => id),
    does: linksIn(item).flatMap((url) => (url.startsWith('#') ? [titles.get(url.slice(1)) ?? url] : [])),
  };
}

// Text in which code keeps its backquotes, so that ids can be told from words.
const textIn = (node) =>
  (node.type === 'inlineCode'
    ? `\`${node.value}\``
    : (node.value ?? (node.children ?? []).map(textIn).join(''))
  ).replace(/\s+/g, ' ');

const linksIn = (node) => [...(node.type === 'link' ? [node.url] : []), ...(node.children ?? []).flatMap(linksIn)];

// As code hosts name the place of a heading.
const slugOf = (title) =>
  title
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
