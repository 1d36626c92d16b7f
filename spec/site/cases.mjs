// The cases of the suite, each with its place, to which `adjourn explain` leads.

import { h } from 'hastscript';
import { scrolled } from './blocks.mjs';
import { clauseLink } from './links.mjs';

/** Where they are. */
export const CASES = 'cases.html';
const TITLE = 'Cases';

const SIDES = [
  ['server', 'Cases for a server'],
  ['client', 'Cases for a client'],
];

/** The page of all cases, as the catalogue of the suite has them. */
export function casesPage(cases, clauses) {
  const sides = SIDES.map(([side, title]) => ({
    title,
    id: title.toLowerCase().replaceAll(' ', '-'),
    all: cases.filter((one) => one.side === side),
  }));
  const tree = h(null, [
    h('h1', TITLE),
    h('p', [
      'What the suite plays: each case makes up meetings of one kind, and holds what was seen against its clauses. ',
      h('code', 'adjourn explain CASE'),
      ' shows the same in a terminal, and ',
      h('code', 'adjourn test server --case CASE'),
      ' runs one alone.',
    ]),
    ...sides.flatMap(({ id, title, all }) => [
      h('h2', { id }, title),
      ...all.flatMap((one) => caseNodes(one, clauses)),
    ]),
  ]);
  const headings = [
    { id: 'top', title: TITLE, depth: 1, body: 'what the suite plays' },
    ...sides.map(({ id, title }) => ({ id, title, depth: 2, body: '' })),
  ];
  return { path: CASES, title: TITLE, tree, headings, entries: cases.map(entryOf) };
}

const caseNodes = ({ id, title, clauses: held, codes, needs, seats, sample }, clauses) => [
  h('h3', { id }, h('code', id)),
  h('p', `${title}.`),
  h('dl.head', [
    ...fact(
      'clauses',
      held.flatMap((clause) => [h('code', clauseLink(clause, CASES, clauses)), ' ']),
    ),
    ...(codes.length > 0
      ? fact(
          'codes',
          codes.flatMap((code) => [codeLink(code), ' ']),
        )
      : []),
    ...fact('needs', needs.length > 0 ? needs.join('; ') : 'nothing'),
  ]),
  h('details', [
    h('summary', 'One scenario'),
    ...(seats.length > 0 ? [h('p', `Seats: ${seats.join(', ')}.`)] : []),
    scrolled(h('pre', h('code', stepsOf(sample).join('\n')))),
  ]),
];

const fact = (name, value) => [h('dt', name), h('dd', value)];

const codeLink = (code) => h('a', { href: `reason-codes.html#${code}` }, String(code));

const stepsOf = (sample) =>
  sample.flatMap((round, index) =>
    round.map((step, order) => `${(order === 0 ? String(index + 1) : '').padStart(3)}  ${step}`),
  );

const entryOf = ({ id, title }) => ({
  title: id,
  kind: 'case',
  group: 'case',
  way: `${CASES}#${id}`,
  text: title,
});
