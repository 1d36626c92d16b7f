// How easily the text is read: the length of each clause's sentence, the Flesch reading ease of each file's prose, and words that the
// text does not use. Exit code 1 where a bound is broken.
//
//   npm run readability              this text
//   npm run readability -- FOLDER    the text in another folder, such as an older one
//
// Reading ease is 206.835 - 1.015 * words a sentence - 84.6 * syllables a word (Flesch 1948): the higher, the easier; 60 is plain English.
// Code, and names such as ParticipantLeft and NOT_FOUND, count as a word of one syllable, for no other words could stand in their place.

import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { syllable } from 'syllable';
import { unified } from 'unified';
import { sectionsOf } from './clauses.mjs';
import { parseClauses } from './parse-clauses.mjs';
import { retiredIn } from './retired-words.mjs';
import { main, project } from './run.mjs';

/** The most words that the sentence of a clause has, with one item of its list. */
export const MOST_WORDS = 30;
/** The least reading ease of the prose as a whole. */
export const LEAST_EASE = 76;

// What other programs were seen to do, as tables: words of others.
const APART = ['systems.md'];
// What explains the data of the folders below.
const BELOW = ['examples/README.md', 'vectors/README.md'];
const SENTENCE_END = /(?<!\b(?:e\.g|i\.e))[.!?]["”’)]*\s+(?=["“(]?[A-Z0-9])/;
const EXCEPTION = /\b(?:unless|except|but for|otherwise than)\b/gi;
const NAME = /[a-z][A-Z]|^[A-Z_]{2,}$|\d/;

const parser = unified().use(remarkParse).use(remarkGfm);

/** What one Markdown text says: the `sentences` of its running prose, and all of its `pieces`, those of tables and headings included. */
export function proseOf(markdown) {
  const running = [];
  const pieces = [];
  const read = (node) => {
    if (['paragraph', 'tableCell', 'heading'].includes(node.type)) {
      const text = plain(node);
      pieces.push({ text, line: node.position.start.line });
      if (node.type === 'paragraph') running.push(...text.replace(/\s+/g, ' ').trim().split(SENTENCE_END));
    } else for (const child of node.children ?? []) read(child);
  };
  read(parser.parse(markdown));
  return { sentences: running.filter((text) => /\w/.test(text)), pieces };
}

// Code is a word of its own; the name of an example, which a link leads to, is code as well.
function plain(node) {
  if (node.type === 'inlineCode') return 'Code';
  if (node.type === 'link' && node.url.endsWith('.history')) return 'Code';
  if (node.type === 'html') return '';
  return node.value ?? (node.children ?? []).map(plain).join('');
}

const wordsIn = (text) => text.split(/[\s/]+|—|–/).filter((word) => /[\p{L}\d]/u.test(word));
const syllablesIn = (word) => (NAME.test(word.replace(/\W/g, '')) ? 1 : Math.max(1, syllable(word)));

/** The Flesch reading ease of sentences. */
export function easeOf(sentences) {
  const words = sentences.flatMap(wordsIn);
  const syllables = words.map(syllablesIn).reduce((sum, one) => sum + one, 0);
  return 206.835 - 1.015 * (words.length / sentences.length) - 84.6 * (syllables / words.length);
}

/** How many words a reader has to keep in mind: those of a clause's sentence or, where it has a list, up to the end of one item. */
export function lengthOf(sentence) {
  const [lead, list] = sentence.split(/:\s(?=.*;)/);
  const items = (list ?? '').split('; ').map((item) => wordsIn(item).length);
  return wordsIn(lead).length + Math.max(...items);
}

/** What is measured of the text in `folder`, and what is wrong with it, each a sentence that says where and what to do. */
export function measure(folder) {
  const files = [...sectionsOf(folder).filter((name) => !APART.includes(name)), ...BELOW];
  const texts = files.map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
  const clauses = texts.flatMap(({ name, text }) => parseClauses(text, name).clauses);
  const prose = texts.map(({ name, text }) => ({ name, ...proseOf(text) }));
  const ease = easeOf(prose.flatMap(({ sentences }) => sentences));
  const problems = [...clauses.flatMap(clauseProblems), ...prose.flatMap(wordProblems)];
  if (ease < LEAST_EASE)
    problems.push(`The reading ease of the prose is ${ease.toFixed(1)}, below ${LEAST_EASE}: shorten sentences.`);
  return { clauses, prose, ease, problems };
}

/** Why the sentence of a clause is hard to read. */
export function clauseProblems({ id, section, line, sentence }) {
  const here = `spec/${section}:${line} \`${id}\``;
  const length = lengthOf(sentence);
  const exceptions = sentence.match(EXCEPTION) ?? [];
  return [
    ...(length > MOST_WORDS ? [`${here} has ${length} words: split it, or make its conditions a list.`] : []),
    ...(exceptions.length > 1 ? [`${here} has exceptions in two levels (${exceptions.join(', ')}): keep one.`] : []),
  ];
}

/** Each retired word of one text, with its line. A phrase may go on in the next line of the source. */
export const wordProblems = ({ name, pieces }) =>
  pieces.flatMap(({ text, line }) =>
    retiredIn(text.replace(/\s/g, ' ')).map(({ word, index, instead }) => {
      const below = text.slice(0, index).split('\n').length - 1;
      return `spec/${name}:${line + below} says "${word}": write ${instead}.`;
    }),
  );

function report({ clauses, prose, ease, problems }) {
  const longest = clauses.map(({ id, sentence }) => [lengthOf(sentence), id]).sort(([a], [b]) => b - a);
  const mean = longest.reduce((sum, [length]) => sum + length, 0) / longest.length;
  const above = longest.filter(([length]) => length > MOST_WORDS);
  console.log(
    `${clauses.length} clauses: ${mean.toFixed(1)} words a sentence, ${above.length} have more than ${MOST_WORDS}.`,
  );
  console.log(
    `The longest: ${longest
      .slice(0, 5)
      .map(([length, id]) => `${id} ${length}`)
      .join(', ')}.\n`,
  );
  const width = Math.max(...prose.map(({ name }) => name.length));
  console.log(`${'file'.padEnd(width)}  sentences  words a sentence  above ${MOST_WORDS}  reading ease`);
  const row = (name, sentences, value) => {
    const lengths = sentences.map((sentence) => wordsIn(sentence).length);
    const words = lengths.reduce((sum, one) => sum + one, 0) / sentences.length;
    const long = lengths.filter((length) => length > MOST_WORDS).length;
    const cells = [`${sentences.length}`.padStart(9), words.toFixed(1).padStart(16), `${long}`.padStart(8)];
    console.log([name.padEnd(width), ...cells, value.toFixed(1).padStart(12)].join('  '));
  };
  for (const { name, sentences } of prose) row(name, sentences, easeOf(sentences));
  row(
    'all',
    prose.flatMap(({ sentences }) => sentences),
    ease,
  );
  console.log(`\n${problems.length === 0 ? 'No bound is broken, and no retired word found.' : problems.join('\n')}`);
}

main(import.meta.url, ([folder = join(project, 'spec')]) => {
  const measured = measure(folder);
  if (folder !== join(project, 'spec')) console.log(`In ${basename(folder)}:`);
  report(measured);
  if (measured.problems.length > 0) process.exitCode = 1;
});
