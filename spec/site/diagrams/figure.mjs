// A diagram on its page: the drawing in a box of its own, which scrolls, and below it the same in words.

import { toString as textOf } from 'hast-util-to-string';
import { h } from 'hastscript';
import { CONTINUE, EXIT, visit } from 'unist-util-visit';
import { drawSequence } from './draw.mjs';
import { isSequence, readSequence } from './read.mjs';
import { drawStates } from './states.mjs';
import { arrowsInWords, rowsInWords } from './words.mjs';

const CODE = /[{(]/;
const CLAUSE = /\b([a-z]+\.[a-z]+(?:-[a-z]+)*)\b/;

/**
 * The figure for a block of code that is a diagram; undefined for any other. `below` is the heading above it, and `named` makes a name
 * that nothing else on the page has.
 */
export function figureOf(code, below, named) {
  const text = textOf(code);
  if (code.properties.className?.includes('language-mermaid'))
    return stateFigure(text, named(`State diagram: ${below}`));
  if (code.properties.className === undefined && isSequence(text))
    return sequenceFigure(text, named(`Sequence diagram: ${below}`));
  return undefined;
}

function stateFigure(text, title) {
  return figure(title, { type: 'raw', value: drawStates(text, title) }, arrowsInWords(text));
}

function sequenceFigure(text, title) {
  const diagram = readSequence(text);
  return figure(title, drawSequence(diagram, title), rowsInWords(diagram), verdictsOf(diagram));
}

/** Whether a tree has such a figure. */
export function hasDiagram(tree) {
  let found = false;
  visit(tree, 'element', ({ tagName, properties }) => {
    if (tagName !== 'figure' || !properties.className?.includes('diagram')) return CONTINUE;
    found = true;
    return EXIT;
  });
  return found;
}

const figure = (title, drawing, words, verdicts = []) =>
  h('figure.diagram', [
    h('div.drawing', { tabIndex: 0, role: 'region', ariaLabel: title }, drawing),
    ...verdicts,
    h('details.in-words', [
      h('summary', 'In words'),
      h(
        'ol',
        words.map((sentence) => h('li', sentence)),
      ),
    ]),
  ]);

/** The ids of clauses in a text as code, which the site makes links of. */
const linked = (text) => text.split(CLAUSE).map((part, at) => (at % 2 === 1 ? h('code', part) : part));

/** What is right and what is wrong after it, as a list. */
const verdictsOf = ({ verdicts }) =>
  verdicts.length === 0
    ? []
    : [
        h(
          'ul.verdicts',
          verdicts.map(({ verdict, what, why }) =>
            h('li', [
              h('strong', { className: verdict }, verdict),
              ' ',
              CODE.test(what) ? h('code', what) : what,
              ...(why === '' ? [] : [h('span.why', [' ', ...linked(why)])]),
            ]),
          ),
        ),
      ];
