/**
 * CONTRIBUTING lists the places that a clause touches. Each test here finds one that was forgotten, and says what to do there.
 * That it has a case cases/trace.test.ts says, and that it has a mutant mutants/mutants.test.ts.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { clauses } from '../gen/clauses.js';
import { parseExample } from './exchange/notation/index.js';
import { clientInvariants } from './invariants/client/index.js';
import { invariants, isTimed } from './invariants/index.js';
import { clausesOf } from './invariants/invariant.js';
import { clientRanking, ranking } from './invariants/ranking.js';

const project = fileURLToPath(new URL('..', import.meta.url));

/** The clauses with a wrong copy in a folder of examples. */
function brokenIn(folder: string): ReadonlySet<string> {
  const names = readdirSync(join(project, folder)).filter((name) => name.endsWith('.history'));
  const texts = names.map((name) => readFileSync(join(project, folder, name), 'utf8'));
  return new Set(texts.flatMap((text) => parseExample(text).wrong.map(({ clause }) => clause)));
}

const accusing = new Set<string>([...clausesOf(invariants), ...clausesOf(clientInvariants)]);
const ranked = new Set<string>([...ranking, ...clientRanking]);
const ofClients = new Set<string>([...clausesOf(clientInvariants), ...clientRanking]);
const golden = brokenIn('spec/examples');
const own = brokenIn('conformance/invariants/examples');
const pages = readFileSync(join(project, 'conformance/invariants/client/clauses.test.ts'), 'utf8');

const testable = Object.entries(clauses).flatMap(([id, clause]) =>
  /^(?:MUST|SHOULD)/.test(clause.level) && !('untestable' in clause) ? [id as keyof typeof clauses] : [],
);

describe('a clause that can be tested', () => {
  test.each(testable)('%s has its invariant', (id) => {
    const folder = 'conformance/invariants/clauses/ (of clients: conformance/invariants/client/)';
    expect(accusing.has(id), `no invariant in ${folder} accuses by ${id}: write one from its sentence`).toBe(true);
  });

  test.each(testable)('%s has its rank', (id) => {
    const advice = `say there which clauses name a failure before it`;
    expect(ranked.has(id), `conformance/invariants/ranking.ts has no rank for ${id}: ${advice}`).toBe(true);
  });

  test.each(testable)('%s has a history that breaks it', (id) => {
    const advice = ofClients.has(id)
      ? `conformance/invariants/client/clauses.test.ts has no page for ${id}: write one`
      : `no history in conformance/invariants/examples/ has a copy "wrong ${id}": write one`;
    expect(ofClients.has(id) ? pages.includes(`clause: '${id}'`) : own.has(id), advice).toBe(true);
  });

  // The notation says what servers do, and has no clock.
  test.each(testable.filter((id) => !ofClients.has(id) && !isTimed(id)))('%s has a golden example', (id) => {
    const advice = `write one, or add such a copy to one of them`;
    expect(golden.has(id), `no example in spec/examples/ has a copy "wrong ${id}": ${advice}`).toBe(true);
  });
});

/** Folders whose files count only if their index has them. */
const indexed = {
  'conformance/cases/server': 'index.ts',
  'conformance/cases/client': 'index.ts',
  'conformance/invariants/clauses': '../index.ts',
  'conformance/invariants/client': 'index.ts',
  'conformance/mutants/faults': '../index.ts',
  'conformance/mutants/client': 'index.ts',
};

const EXPORTS = /^export const \w+(?:: readonly (?:Case|Mutant|ClientMutant)\[\] =| = invariant(?:<\w+>)?\()/m;

test.each(Object.entries(indexed))('every file of %s is in its index', (folder, index) => {
  const place = join(folder, index);
  const text = readFileSync(join(project, place), 'utf8');
  const files = readdirSync(join(project, folder)).filter(
    (name) => /^[^.]+\.ts$/.test(name) && !['index.ts'].includes(name),
  );
  const filled = files.filter((name) => EXPORTS.test(readFileSync(join(project, folder, name), 'utf8')));
  expect(filled.length).toBeGreaterThan(0);
  for (const name of filled)
    expect(text, `${place} does not import ${join(folder, name)}: what it exports counts nowhere`).toContain(
      `/${name.replace('.ts', '.js')}'`,
    );
});
