// What the search of the site looks through: a script that sets one list, so that it can be loaded from a disk as well.

import { closeCodesOf, codesOf } from './tables.mjs';

const MESSAGES = 'messages.html';
/** The lines of a diagram in text: what is found is shown with the words around it. */
const LINES = /[│─◀▶╳⋮┌┐└┘├┤┬┴┼]+/g;

/**
 * The text of the script. An entry has a title, a kind, the way to it from the root of the site, and the text that is looked through; where there are any,
 * other names of it; and, where it matters for the order, the group to which it belongs. A page may have `entries` of its own.
 */
export function searchIndex(prose, examples) {
  const entries = [...prose.flatMap(ofProse), ...examples.map(ofExample)];
  return `window.searchIndex = ${JSON.stringify(entries)};\n`;
}

function ofProse({ path, title: page, tree, headings, entries = [], group }) {
  const sections = headings.map(({ id, title, depth, clause, body }) => ({
    title,
    kind: clause?.level ?? (depth === 1 ? 'section' : page),
    group: group ?? groupOf(path, depth, clause),
    way: depth === 1 ? path : `${path}#${id}`,
    text: body.replace(LINES, ' ').replace(/\s+/g, ' ').trim(),
  }));
  const codes = codesOf(tree).map(({ id, code, name, message, close }) => ({
    title: `${code} ${name}`,
    kind: 'reason code',
    group: 'code',
    also: [code, name, `REASON_CODE_${name}`, ...(close === undefined ? [] : [String(close)])],
    way: `${path}#${id}`,
    text: close === undefined ? message : `${message} Close code ${close}.`,
  }));
  const closes = closeCodesOf(tree).map(({ id, code, when }) => ({
    title: code,
    kind: 'close code',
    way: `${path}#${id}`,
    text: when,
  }));
  return [...sections, ...codes, ...closes, ...entries];
}

function groupOf(path, depth, clause) {
  if (clause !== undefined) return 'clause';
  if (depth === 1) return 'page';
  return path === MESSAGES ? 'message' : undefined;
}

const ofExample = ({ path, title, name }) => ({ title, kind: 'example', group: 'example', way: path, text: name });
