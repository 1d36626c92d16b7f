// What the search of the site looks through: a script that sets one list, so that it can be loaded from a disk as well.

import { codesOf } from './blocks.mjs';

/** The text of the script. An entry has a title, a kind, the way to it from the root of the site, and the text that is looked through. */
export function searchIndex(prose, examples) {
  const entries = [...prose.flatMap(ofProse), ...examples.map(ofExample)];
  return `window.searchIndex = ${JSON.stringify(entries)};\n`;
}

function ofProse({ path, title: page, tree, headings }) {
  const sections = headings.map(({ id, title, depth, clause, body }) => ({
    title,
    kind: clause?.level ?? (depth === 1 ? 'section' : page),
    way: depth === 1 ? path : `${path}#${id}`,
    text: body.replace(/\s+/g, ' ').trim(),
  }));
  const codes = codesOf(tree).map(([code, name, message]) => ({
    title: `${code} ${name}`,
    kind: 'reason code',
    way: `${path}#${code}`,
    text: message,
  }));
  return [...sections, ...codes];
}

const ofExample = ({ path, title, name }) => ({ title, kind: 'example', way: path, text: name });
