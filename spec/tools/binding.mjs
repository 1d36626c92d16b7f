// Whom each clause binds: which class of implementation, and with or without which features. It is read off the prose: the
// sentence names its subject, and a section or a part may begin with the name of a feature.

import { toString as textOf } from 'mdast-util-to-string';
import { parseMarkdown } from './parse-clauses.mjs';

/** The classes of implementation, in the order in which they are listed. */
export const CLASSES = ['server', 'client', 'operator'];

/** How a subject begins, and which classes it names; the first that fits counts. */
const SUBJECTS = [
  [/^A server or a client\b/, ['server', 'client']],
  [/^A server\b/, ['server']],
  [/^(?:A client|A receiver)\b/, ['client']],
  [/^An operator\b/, ['operator']],
  [/^(?:An implementation|A claim of conformance)\b/, CLASSES],
];

const OF_A_FEATURE = /^(with|without) `([a-z_]+)`$/;
const BEGINS_WITH_FEATURE = /^The feature `([a-z_]+)`\./;
const LABEL = 'Feature';

/**
 * Whom the clauses of a Markdown text bind, by their ids: the classes, the features that a server must have (`features`) or
 * must not have (`without`), and in words what else must be so (`where`; empty where nothing must).
 */
export function bindingsOf(markdown) {
  const bindings = new Map();
  // The feature with which the section begins, and that with which its part does.
  let scope = { section: [], part: [] };
  const { children } = parseMarkdown(markdown);
  children.forEach((node, index) => {
    if (node.type !== 'heading') return;
    const id = onlyCode(node);
    if (id === undefined) scope = entered(scope, node.depth, featureBelow(children[index + 1]));
    else {
      const body = bodyBehind(children, index);
      if (body.length > 0) bindings.set(id, bindingOf(body, [...scope.section, ...scope.part]));
    }
  });
  return bindings;
}

function entered(scope, depth, features) {
  if (depth === 1) return { section: features, part: [] };
  return depth === 2 ? { ...scope, part: features } : scope;
}

function featureBelow(node) {
  const [, feature] = BEGINS_WITH_FEATURE.exec(node?.type === 'paragraph' ? written(node.children) : '') ?? [];
  return feature === undefined ? [] : [feature];
}

function bindingOf([rule, ...others], scoped) {
  const subject = subjectOf(rule);
  const [begins, classes] = SUBJECTS.find(([form]) => form.test(subject)) ?? [/^.*/, []];
  const rest = subject.replace(begins, '').replace(/,$/, '').trim();
  const [, how, feature] = OF_A_FEATURE.exec(rest) ?? [];
  const isServers = classes.includes('server');
  return {
    classes,
    features: isServers ? unique([...scoped, ...labelled(others), ...(how === 'with' ? [feature] : [])]) : [],
    without: how === 'without' ? [feature] : [],
    where: how === undefined ? rest : '',
  };
}

const unique = (all) => [...new Set(all)];

/** What stands before the keyword. */
function subjectOf({ children = [] }) {
  const keyword = children.findIndex(({ type }) => type === 'strong');
  return written(children.slice(0, Math.max(keyword, 0))).trim();
}

/** A line "_Feature:_ `replace`" says that a clause speaks of nothing else than what that feature brings about. */
function labelled(nodes) {
  return nodes.flatMap((node) => {
    const [first] = node.children ?? [];
    if (node.type !== 'paragraph' || first?.type !== 'emphasis' || textOf(first) !== `${LABEL}:`) return [];
    return node.children.filter(({ type }) => type === 'inlineCode').map(({ value }) => value);
  });
}

/** Text in which code keeps its backquotes. */
const written = (nodes) =>
  nodes
    .map((node) => (node.type === 'inlineCode' ? `\`${node.value}\`` : textOf(node)))
    .join('')
    .replace(/\s+/g, ' ');

const onlyCode = ({ children }) =>
  children.length === 1 && children[0].type === 'inlineCode' ? children[0].value : undefined;

function bodyBehind(nodes, heading) {
  const rest = nodes.slice(heading + 1);
  const next = rest.findIndex(({ type }) => type === 'heading');
  return next === -1 ? rest : rest.slice(0, next);
}
