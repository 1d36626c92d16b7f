// Sets clauses apart: a section with the id of the clause, which holds its level, its sentence, its intent, and the examples that show it.

import { toString as textOf } from 'hast-util-to-string';
import { h } from 'hastscript';
import { readClauses } from '../tools/clauses.mjs';
import { clauseOf, depthOf, permalink } from './headings.mjs';

const LABELS = ['Intent:', 'Feature:', 'Untestable:', 'Since:', 'Retired:'];

/** Every clause by its id, the retired ones with the level "retired". */
export function clausesById(folder) {
  const { clauses, retired } = readClauses(folder);
  const gone = retired.map((clause) => ({ ...clause, level: 'retired' }));
  return new Map([...clauses, ...gone].map((clause) => [clause.id, clause]));
}

/**
 * Puts every clause of a tree, from its heading up to the next one, into a section.
 * @param shown the list of examples for the id of a clause, as nodes
 */
export function setClausesApart(tree, clauses, shown) {
  const children = [];
  let section;
  for (const node of tree.children) {
    const clause = clauseOf(node, clauses);
    if (clause !== undefined) {
      section = { clause, nodes: [] };
      children.push(section);
    } else if (depthOf(node) !== undefined) section = undefined;
    (section?.nodes ?? children).push(node);
  }
  tree.children = children.map((node) => (node.clause === undefined ? node : sectionOf(node, shown)));
}

function sectionOf({ clause, nodes }, shown) {
  const [heading, ...body] = nodes.filter((node) => node.type === 'element');
  const { id, level } = clause;
  delete heading.properties.id;
  heading.children.push({ type: 'text', value: ' ' }, h('span.level', level), ...permalink(id, id));
  // Where a sentence ends with a colon, the list after it is a part of the rule.
  const rule = textOf(body[0]).trimEnd().endsWith(':') ? 2 : 1;
  const normative = body.filter((node, index) => index < rule || labelOf(node) !== undefined);
  for (const node of normative) node.properties.className = [labelOf(node) ?? 'rule'];
  const rest = body.filter((node) => !normative.includes(node));
  return h('section', { className: ['clause', level.split(' ')[0].toLowerCase()], id }, [
    h('div.rule-box', [heading, ...normative, ...shown(id)]),
    ...rest,
  ]);
}

function labelOf(node) {
  const first = node.children[0];
  if (node.tagName !== 'p' || first?.tagName !== 'em') return undefined;
  const label = textOf(first);
  return LABELS.includes(label) ? label.slice(0, -1).toLowerCase() : undefined;
}
