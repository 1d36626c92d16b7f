// What every clause said when its citations were last read: spec/cited.json, a digest of the sentence for each clause that is cited.
// When a sentence changes, the places that cite it may have become wrong, and have to be read again.
//
//   npm run cite              all that are cited have been read
//   npm run cite -- ID ...    these have

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findCitations, meant, placesOf } from './citations.mjs';
import { readClauses } from './clauses.mjs';
import { main, project } from './run.mjs';

const pathIn = (root) => join(root, 'spec/cited.json');

/** By id, the digest of each sentence as it was read. */
export const readCited = (root) => (existsSync(pathIn(root)) ? JSON.parse(readFileSync(pathIn(root), 'utf8')) : {});

const DIGITS = 16;
export const digest = (sentence) => createHash('sha256').update(sentence).digest('hex').slice(0, DIGITS);

/** Takes the citations of clauses as read: of all, or of those with the given ids. Returns what was not as it had been. */
export function cite(root, ids = []) {
  const { clauses } = readClauses(join(root, 'spec'));
  const unknown = ids.filter((id) => !clauses.some((clause) => clause.id === id));
  if (unknown.length > 0)
    throw new Error(`There is no clause ${unknown.join(', ')}: name clauses that are in spec/*.md.`);
  const before = readCited(root);
  const citations = meant(findCitations(root), new Set(clauses.map(({ id }) => id)));
  const cited = clauses.filter(({ id }) => citations.some((one) => one.id === id));
  const read = ({ id }) => ids.length === 0 || ids.includes(id);
  const after = Object.fromEntries(
    cited.flatMap((clause) => {
      const entry = read(clause) ? digest(clause.sentence) : before[clause.id];
      return entry === undefined ? [] : [[clause.id, entry]];
    }),
  );
  writeFileSync(pathIn(root), `${JSON.stringify(after, null, 2)}\n`);
  return cited
    .filter(({ id }) => after[id] !== before[id])
    .map(({ id }) => ({ id, places: placesOf(citations.filter((one) => one.id === id)) }));
}

main(import.meta.url, (ids) => {
  const renewed = cite(project, ids);
  for (const { id, places } of renewed) console.log(`${id}: read in ${places}`);
  console.log(`spec/cited.json: ${renewed.length === 0 ? 'nothing has changed' : `${renewed.length} renewed`}.`);
});
