// The text is easy enough to read; and what makes a text hard to read is found, in texts that are made up here.

import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { clauseProblems, easeOf, lengthOf, MOST_WORDS, measure, proseOf, wordProblems } from './readability.mjs';
import { RETIRED_WORDS, retiredIn } from './retired-words.mjs';
import { project } from './run.mjs';

const words = (count) => Array.from({ length: count }, () => 'word').join(' ');
const clause = (sentence) => clauseProblems({ id: 'a.b', section: 'x.md', line: 3, sentence });

test('the text: no long sentence in a clause, no exception within an exception, no retired word, and prose that is easy', () => {
  const { clauses, prose, problems } = measure(join(project, 'spec'));
  expect(clauses.length).toBeGreaterThan(190);
  expect(prose.map(({ name }) => name)).toEqual(expect.arrayContaining(['room.md', 'client.md', 'examples/README.md']));
  expect(problems).toEqual([]);
});

describe('the sentence of a clause', () => {
  test('has at most so many words', () => {
    expect(clause(`${words(MOST_WORDS)}.`)).toEqual([]);
    expect(clause(`${words(MOST_WORDS)} more.`)).toEqual([
      'spec/x.md:3 `a.b` has 31 words: split it, or make its conditions a list.',
    ]);
  });

  test('with a list is as long as its beginning together with its longest item', () => {
    expect(lengthOf('A server MUST refuse it if: it is late; it has no name; it is long.')).toBe(6 + 4);
    expect(clause(`${words(20)}: ${words(10)}; ${words(10)}.`)).toEqual([]);
    expect(clause(`${words(20)}: ${words(2)}; ${words(11)}.`)).toHaveLength(1);
  });

  test('has one exception at most', () => {
    expect(clause('A server MUST answer, unless it is gone.')).toEqual([]);
    expect(clause('A server MUST answer, unless it is gone, except to a Sync.')).toEqual([
      'spec/x.md:3 `a.b` has exceptions in two levels (unless, except): keep one.',
    ]);
  });
});

describe('prose', () => {
  const markdown = [
    '# Of bob',
    '',
    'Whoever joins is in. It is *so*,',
    'of its',
    'own accord. `Whoever` is code.',
    '',
    '| a | b |',
    '| - | - |',
    '| c | goodbye |',
    '',
    '- [leave-behind-switch](examples/leave-behind-switch.history)',
    '',
    '```',
    'behind',
    '```',
    '',
    '<!-- behind -->',
  ].join('\n');

  test('is read without code, comments and names of examples', () => {
    expect(proseOf(markdown).sentences).toEqual([
      'Whoever joins is in',
      'It is so, of its own accord',
      'Code is code.',
      'Code',
    ]);
  });

  test('has its retired words found, with their lines', () => {
    expect(wordProblems({ name: 'x.md', ...proseOf(markdown) })).toEqual([
      expect.stringContaining('spec/x.md:3 says "Whoever": write '),
      expect.stringContaining('spec/x.md:4 says "of its own accord": write "by itself"'),
      expect.stringContaining('spec/x.md:9 says "goodbye": write '),
    ]);
  });

  test.each(['as soon as it can', 'the window goes on', 'never before', 'a carrot', 'he overtakes a frame'])(
    '%s: says none of them',
    (text) => {
      expect(retiredIn(text)).toEqual([]);
    },
  );

  test('each retired word says what to write instead', () => {
    for (const [, instead] of RETIRED_WORDS) expect(instead).toMatch(/\w/);
  });
});

test('the reading ease is that of Flesch', () => {
  // 6 words, 6 syllables, 1 sentence; and 2 words with 8 syllables.
  expect(easeOf(['The cat sat on the mat'])).toBeCloseTo(206.835 - 1.015 * 6 - 84.6, 3);
  expect(easeOf(['Considerable misunderstanding'])).toBeLessThan(0);
  // A name counts as one short word.
  expect(easeOf(['ParticipantLeft is sent'])).toBeCloseTo(easeOf(['Code is sent']), 3);
});
