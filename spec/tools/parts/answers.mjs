// What each request is answered by: tables of requests and states, and a list of every answer with its clauses.

import { CALL_NAMES, FIRST_NAMES, REFUSALS, REQUEST_NAMES, ROOM_STATES } from '../answers/outcome.mjs';
import { STATES } from '../answers/state.mjs';
import { table } from '../markdown.mjs';

/** The states in which a connection can bring a numbered request. */
const ON_A_CONNECTION = STATES.filter((state) => !['lingering', 'departed'].includes(state));
const NUMBERED_NAMES = REQUEST_NAMES.filter((name) => ![...FIRST_NAMES, ...CALL_NAMES].includes(name));

/** For each request and each state all answers, each with the feature without which alone it is given. */
export function answersPart(answers) {
  return [
    '## Coming in, and coming back',
    '',
    ...grid(answers, FIRST_NAMES, STATES),
    '',
    '## Numbered requests, and Ack',
    '',
    ...grid(answers, NUMBERED_NAMES, ON_A_CONNECTION),
    '',
    '## Calls of the operator',
    '',
    ...grid(answers, CALL_NAMES, ROOM_STATES),
  ];
}

const grid = (answers, names, states) =>
  table(
    ['request', ...states],
    names.map((name) => [name, ...states.map((state) => cell(answers, name, state))]),
  );

const cell = (answers, name, wanted) =>
  answers
    .filter(({ request, state }) => request === name && state === wanted)
    .sort((a, b) => REFUSALS.indexOf(a.answer) - REFUSALS.indexOf(b.answer))
    .map(({ answer, only }) => [answer, ...only.filter((words) => words.startsWith('without'))].join(' '))
    .join('; ');

/** Every answer with its clauses; states in which the same is answered for the same clauses share a line. */
export function answerListPart(answers) {
  const rows = new Map();
  for (const { request, state, answer, only, clauses } of answers) {
    const rest = [answer, only.join(', '), clauses.map((id) => `\`${id}\``).join(', ')];
    const key = [request, ...rest].join('/');
    const row = rows.get(key) ?? { request, states: [], rest };
    row.states.push(state);
    rows.set(key, row);
  }
  return table(
    ['request', 'states', 'answer', 'only', 'clauses'],
    [...rows.values()].map(({ request, states, rest }) => [request, states.join(', '), ...rest]),
  );
}
