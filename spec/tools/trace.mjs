// The trace between the clauses and everything that stands on them, both ways: each rule has a case, or a reason in writing why it can
// have none; each citation names a clause that there is, and that still says what it said when it was cited.

import { join } from 'node:path';
import { findCitations, meant, placesOf } from './citations.mjs';
import { digest, readCited } from './cited.mjs';
import { readClauses } from './clauses.mjs';
import { frozenProblems, RETIRE, readFrozen } from './frozen.mjs';
import { nearest } from './nearest.mjs';
import { main, project } from './run.mjs';

const BINDING = ['MUST', 'MUST NOT', 'SHOULD', 'SHOULD NOT'];
const CASES = 'conformance/cases/';

/** What is wrong in the trace of `root`, each a sentence that says where and what to do; and a summary of what there is. */
export function trace(root) {
  const read = readClauses(join(root, 'spec'));
  const cited = readCited(root);
  const all = findCitations(root);
  const known = everKnown(read, cited, readFrozen(root));
  const citations = meant(all, known);
  return {
    problems: [
      ...missing(read.clauses, citations),
      ...unknown(read, citations, known),
      ...emptyFamilies(read.clauses, all),
      ...changed(read.clauses, citations, cited),
      ...frozenProblems(root, read),
    ],
    summary: summaryOf(read, citations),
  };
}

const everKnown = ({ clauses, retired }, cited, frozen) =>
  new Set([...[...clauses, ...retired].map(({ id }) => id), ...Object.keys(cited), ...Object.keys(frozen.clauses)]);

const hasCase = (id, citations) => citations.some((one) => one.id === id && one.file.startsWith(CASES));

function missing(clauses, citations) {
  return clauses
    .filter(({ level }) => BINDING.includes(level))
    .flatMap(({ id, level, section, line, untestable }) => {
      const here = `spec/${section}:${line} \`${id}\` (${level})`;
      const tested = hasCase(id, citations);
      if (!tested && untestable === undefined)
        return [
          `${here} has no case: add it to the clauses of a case in ${CASES}, or give it a line "_Untestable:_" with the reason.`,
        ];
      if (!tested || untestable === undefined) return [];
      return [`${here} is untestable and has a case: take its line "_Untestable:_" out, or its id out of the case.`];
    });
}

function unknown({ clauses, retired }, citations, known) {
  const ids = clauses.map(({ id }) => id);
  return citations
    .filter(({ id }) => !ids.includes(id) && !isFamily(id))
    .map(({ id, file, line }) => {
      const here = `${file}:${line} cites \`${id}\``;
      const end = retired.find((one) => one.id === id);
      if (end) return `${here}, which is retired (${end.why}): cite what holds now, or nothing.`;
      const near = `the nearest is \`${nearest(id, ids)}\``;
      const mend =
        'If the clause is new, write it in spec/*.md; if none is meant, add the word to NO_IDS in spec/tools/citations.mjs.';
      if (known.has(id)) return `${here}, which is gone from the prose (${near}): ${RETIRE}`;
      return `${here}, which is no clause: ${near}. ${mend}`;
    });
}

const isFamily = (id) => id.endsWith('.*');

// `frame.*` stands for all clauses that begin so.
function emptyFamilies(clauses, citations) {
  return citations
    .filter(({ id }) => isFamily(id) && /^[a-z.-]+\*$/.test(id))
    .filter(({ id }) => !clauses.some((clause) => clause.id.startsWith(id.slice(0, -1))))
    .map(({ id, file, line }) => `${file}:${line} cites \`${id}\`, and no clause begins so: say which ones are meant.`);
}

function changed(clauses, citations, cited) {
  return clauses.flatMap(({ id, sentence }) => {
    const here = citations.filter((one) => one.id === id);
    if (here.length === 0 || cited[id] === digest(sentence)) return [];
    const places = placesOf(here);
    if (cited[id] === undefined)
      return [
        `\`${id}\` is new, and is cited in ${places}: see that these say what it says, then run \`npm run cite\`.`,
      ];
    return [
      `The sentence of \`${id}\` has changed since it was cited in ${places}: read those places again, then run \`npm run cite\`.`,
    ];
  });
}

function summaryOf({ clauses, retired }, citations) {
  const binding = clauses.filter(({ level }) => BINDING.includes(level));
  const musts = binding.filter(({ level }) => level.startsWith('MUST'));
  const tested = (some) => some.filter(({ id }) => hasCase(id, citations)).length;
  const excluded = (some) => some.filter(({ untestable }) => untestable !== undefined).length;
  const files = new Set(citations.map(({ file }) => file)).size;
  const counts = (name, some) =>
    `${some.length} ${name}: ${tested(some)} have a case, ${excluded(some)} are excluded in writing`;
  return [
    `${clauses.length} clauses, ${retired.length} retired.`,
    `${counts('MUST and MUST NOT', musts)}.`,
    `${counts(
      'SHOULD and SHOULD NOT',
      binding.filter((one) => !musts.includes(one)),
    )}.`,
    `${citations.length} citations in ${files} files.`,
  ];
}

main(import.meta.url, () => {
  const { problems, summary } = trace(project);
  console.log(summary.join('\n'));
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
});
