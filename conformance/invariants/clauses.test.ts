import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ClauseId } from '../../gen/clauses.js';
import type { History } from '../exchange/history.js';
import { type Example, parseExample } from '../exchange/notation/index.js';
import { invariants, judge } from './index.js';
import { clausesOf as clausesOfAll } from './invariant.js';
import { ranking } from './ranking.js';

/** Right histories, and after each `wrong CLAUSE` a copy that must be put down to that clause first. */
const texts = [
  ...read(new URL('./examples/', import.meta.url)),
  ...read(new URL('../../spec/examples/', import.meta.url)),
];

function read(folder: URL): { name: string; text: string; own: boolean }[] {
  const own = folder.pathname.includes('invariants');
  const names = readdirSync(folder).filter((name) => name.endsWith('.history'));
  return names.map((name) => ({ name, own, text: readFileSync(new URL(name, folder), 'utf8') }));
}

/** The notation has no clock. Of this folder's own histories each line is a tenth of a second. */
const ticking = (history: History): History => ({
  ...history,
  records: history.records.map((record) => ({ ...record, at: record.at * 100 })),
});

function ticked({ name, text, own }: (typeof texts)[number]) {
  const example = parseExample(text);
  if (!own) return { name, own, example };
  const wrong = example.wrong.map(({ clause, history }) => ({ clause, history: ticking(history) }));
  return { name, own, example: { ...example, history: ticking(example.history), wrong } };
}

const examples = texts.map(ticked);
const clausesOf = (example: Example): ClauseId[] => example.wrong.map(({ clause }) => clause as ClauseId);

describe.each(examples)('$name', ({ example, own }) => {
  test('is right, and holds what its wrong copies break', () => {
    const { violations, checks } = judge(example.history);
    expect(violations).toEqual([]);
    for (const clause of clausesOf(example)) expect([clause, checks.get(clause)]).not.toEqual([clause, 0]);
  });

  for (const [place, { clause, history }] of example.wrong.entries())
    test(`wrong copy ${place + 1} breaks ${clause}`, () => {
      const found = judge(history).violations.map((violation) => violation.clause);
      // The golden examples say what is broken; what names the failure is a matter of this folder's own.
      if (own) expect(found[0]).toBe(clause);
      else expect(found).toContain(clause);
    });
});

test('every clause that is judged has a wrong history of its own that it names first', () => {
  const named = new Set(examples.filter(({ own }) => own).flatMap(({ example }) => clausesOf(example)));
  expect(
    ranking.filter((clause) => !named.has(clause)),
    'no history in conformance/invariants/examples/ has a copy that is "wrong" by these: write one of each',
  ).toEqual([]);
});

test('every clause that an invariant can accuse by has its rank, and no other', () => {
  const accusing = clausesOfAll(invariants);
  expect(
    ranking.filter((clause) => !accusing.has(clause)),
    'ranking.ts ranks these, and no invariant accuses by them: write the invariant, or take the rank out',
  ).toEqual([]);
  const ranked = new Set<string>(ranking);
  expect(
    [...accusing].filter((clause) => !ranked.has(clause)),
    'invariants accuse by these, and ranking.ts has no rank for them: add it there',
  ).toEqual([]);
});
