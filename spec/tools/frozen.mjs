// What version 1.0 of the specification requires, kept as it was: spec/1.0.json, with the clauses and the registry of reason codes.
// A compiler sees neither the meaning of a sentence nor, `buf breaking` included, the value of an option.
//
//   npm run freeze:spec

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readClauses } from './clauses.mjs';
import { FIRST } from './parse-clauses.mjs';
import { readRegistry } from './registry.mjs';
import { main, project } from './run.mjs';
import { describeSchemas } from './schema.mjs';

const NAME = `spec/${FIRST}.json`;
const FREEZE = 'run `npm run freeze:spec` and add a line to CHANGELOG.md';

/** What 1.0 requires as it was frozen. */
export const readFrozen = (root) =>
  existsSync(join(root, NAME)) ? JSON.parse(readFileSync(join(root, NAME), 'utf8')) : { clauses: {}, codes: {} };

/** How prose and registry differ from what was frozen: each a sentence that says what to do. */
export function frozenProblems(root, { clauses, retired }) {
  const frozen = readFrozen(root);
  return [...clauseProblems(frozen.clauses, clauses, retired), ...codeProblems(frozen.codes, codesOf(root))];
}

function clauseProblems(frozen, clauses, retired) {
  const gone = Object.keys(frozen).filter((id) => ![...clauses, ...retired].some((one) => one.id === id));
  return [
    ...gone.map((id) => `\`${id}\` stands in ${NAME} and is gone from the prose: ${RETIRE}`),
    ...clauses.flatMap((clause) => clauseProblem(frozen[clause.id], clause)),
  ];
}

/** How an id is given up. */
export const RETIRE =
  'an id is for ever. Put it back, or retire it: keep its heading, with the one paragraph "_Retired:_ in VERSION; what holds instead." below it.';

function clauseProblem(before, { id, level, sentence, since, section, line }) {
  const here = `spec/${section}:${line} \`${id}\``;
  if (since !== FIRST) {
    if (before === undefined) return [];
    return [`${here} says that it is since ${since}, and stands in ${NAME}: take its line "_Since:_" out.`];
  }
  if (before === undefined)
    return [
      `${here} is not in ${NAME}: ${FREEZE}, or give it a line "_Since:_ VERSION" if it is younger than ${FIRST}.`,
    ];
  if (before.level === level && before.sentence === sentence) return [];
  const what = before.level === level ? 'says' : `is a ${level} and was a ${before.level}, and says`;
  return [
    `${here} ${what} something else than ${FIRST} does. A change of meaning needs a new id, and this one is retired; for a change of wording alone, ${FREEZE}. It was: ${before.sentence}`,
  ];
}

const codesOf = (root) => readRegistry(describeSchemas(root));

function codeProblems(frozen, codes) {
  const gone = Object.entries(frozen).filter(([code]) => !codes.some((one) => `${one.code}` === code));
  return [
    ...gone.map(([code, { name }]) => `${code} ${name} is gone from the registry: a code is for ever. Put it back.`),
    ...codes.flatMap(({ code, ...now }) => codeProblem(code, frozen[code], now)),
  ];
}

function codeProblem(code, before, now) {
  const where = 'proto/adjourn/v1/reason.proto';
  if (before === undefined && now.since !== FIRST) return [];
  if (before === undefined) return [`${where}: ${code} ${now.name} is not in ${NAME}: ${FREEZE}.`];
  const changed = Object.keys({ ...before, ...now }).filter((key) => before[key] !== now[key]);
  return changed.map(
    (key) =>
      `${where}: the ${key} of ${code} is ${quoted(now[key])} and was ${quoted(before[key])} in ${FIRST}. What a code means is for ever: put it back, or give the new meaning a code of its own. Before the first release, or for a slip of the pen, ${FREEZE}.`,
  );
}

const quoted = (value) => (value === undefined ? 'absent' : `"${value}"`);

/** Freezes prose and registry as they are. What was frozen and has been retired stays as it was. */
export function freeze(root) {
  const { clauses, retired } = readClauses(join(root, 'spec'));
  const before = readFrozen(root);
  const kept = Object.entries(before.clauses).filter(([id]) => !clauses.some((one) => one.id === id));
  const lost = kept.filter(([id]) => !retired.some((one) => one.id === id));
  if (lost.length > 0) throw new Error(`${lost.map(([id]) => id).join(', ')} would be lost: ${RETIRE}`);
  const now = clauses
    .filter(({ since }) => since === FIRST)
    .map(({ id, level, sentence }) => [id, { level, sentence }]);
  const codes = codesOf(root)
    .filter(({ since }) => since === FIRST)
    .map(({ code, ...info }) => [code, info]);
  const sorted = [...now, ...kept].sort(([a], [b]) => (a < b ? -1 : 1));
  const data = { clauses: Object.fromEntries(sorted), codes: Object.fromEntries(codes) };
  writeFileSync(join(root, NAME), `${JSON.stringify(data, null, 2)}\n`);
  return data;
}

main(import.meta.url, () => {
  const { clauses, codes } = freeze(project);
  console.log(`${NAME}: ${Object.keys(clauses).length} clauses, ${Object.keys(codes).length} codes.`);
});
