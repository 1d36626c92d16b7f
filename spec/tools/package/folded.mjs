// A long table of rows takes half of the room when what its rows begin with in common is written once: gen/reachable.ts is a
// twentieth of the code without it.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { project } from '../run.mjs';

const TABLE = /\/gen\/reachable\.ts$/;

/** By the first column, then by the next one, down to the last two. */
function foldedBy(rows) {
  const groups = new Map();
  for (const [first, ...rest] of rows) groups.set(first, [...(groups.get(first) ?? []), rest]);
  return Object.fromEntries([...groups].map(([first, all]) => [first, all[0].length > 1 ? foldedBy(all) : all[0][0]]));
}

const UNFOLD = `const unfolded = (table) => Object.entries(table).flatMap(([first, rest]) =>
  typeof rest === 'string' ? [[first, rest]] : unfolded(rest).map((row) => [first, ...row]));`;

export const folded = {
  name: 'folded',
  async load(id) {
    if (!TABLE.test(id)) return null;
    const { reachable } = await import(pathToFileURL(join(project, 'dist/gen/reachable.js')).href);
    return `${UNFOLD}\nexport const reachable = /* @__PURE__ */ unfolded(${JSON.stringify(foldedBy(reachable))});`;
  },
};
