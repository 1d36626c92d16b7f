/** One word, one meaning: in what modules export, and in the glossary. `node spec/tools/words.mjs` lists where the names stand. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { homonyms, retiredNames } from '../spec/tools/words.mjs';

/** Names that several modules export on purpose, by the reason. The lists only shrink: a name that stands in one place is taken out. */
const DELIBERATE: Readonly<Record<string, readonly string[]>> = {
  'each command of the command line has one': ['define'],
  'what the protocol does, by its own verb: as a step of a scenario, and where the machine or a system takes it up': [
    'answered',
    'ask',
    'attempt',
    'end',
    'giveUp',
    'hear',
    'join',
    'leave',
    'numbered',
    'operate',
    'refused',
    'remove',
    'resume',
    'serves',
    'unload',
  ],
  'one thing of the protocol, in rooms that may not import each other': [
    'Member',
    'OperatorCall',
    'Reason',
    'Refusal',
    'Role',
    'Subprotocol',
    'Timer',
    'isAbout',
  ],
  'one thing, for a server and for a client': ['joinRoom'],
};

/** Exported names with a word that was given up, and why they keep it. */
const KEPT: Readonly<Record<string, string>> = {
  'conformance/exchange/scenario.ts: again': 'the notation calls the step so',
  'conformance/invariants/clauses/request.ts: refusedStays': 'here it is a plain word of a phrase',
  'conformance/invariants/client/sending.ts: sendsAgain': 'here it is a plain word of a phrase',
  'conformance/mutants/client/variants/deciding.ts: triesAgain': 'here it is a plain word of a phrase',
};

const found = homonyms();

test('no exported type, class or function bears a name that another module gives to another thing', () => {
  const known = Object.values(DELIBERATE).flat();
  const surplus = [...found]
    .filter(([name]) => !known.includes(name))
    .map(([name, files]) => `${name}: ${files.join(', ')}`);
  expect(surplus, 'give each its own name, or import the one from the other').toEqual([]);
  const gone = known.filter((name) => !found.has(name));
  expect(gone, 'these stand in one place now: take them out of the lists in words.test.ts').toEqual([]);
});

test('no file and no export is called by a word that was given up', () => {
  const retired = retiredNames();
  expect(
    retired.filter((place) => !(place in KEPT)),
    'take a word of spec/words.md or of conformance/README.md',
  ).toEqual([]);
  expect(
    Object.keys(KEPT).filter((place) => !retired.includes(place)),
    'these are gone: take them out of KEPT in words.test.ts',
  ).toEqual([]);
});

describe('the glossary', () => {
  const text = readFileSync(new URL('../spec/words.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| (?!word|-)([^|]+?) +\|/gm)].map(([, word = '']) => word.replace(/^to /, ''));

  test('is sorted, and has each word once', () => {
    expect(rows.length).toBeGreaterThan(15);
    expect(rows).toEqual([...new Set(rows)].sort((one, other) => one.localeCompare(other)));
  });
});
