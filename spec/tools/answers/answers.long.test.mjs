// The matrix of requests, states and answers says what the prose says: it is computed from the machine, and held against the clauses.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readClauses } from '../clauses.mjs';
import { loadMachine } from '../load-machine.mjs';
import { answersPart } from '../parts/answers.mjs';
import { project } from '../run.mjs';
import { exploreAnswers } from './explore.mjs';
import { CALL_NAMES, FIRST_NAMES, REFUSALS, REQUEST_NAMES, SILENT } from './outcome.mjs';

const { clauses } = readClauses(join(project, 'spec'));
const sentenceOf = (id) => clauses.find((one) => one.id === id).sentence;
const codesIn = (text) => text.match(/\b(?!REASON)[A-Z]+(?:_[A-Z]+)+\b|\bUNIMPLEMENTED\b|\bUNAUTHENTICATED\b/g) ?? [];
const isRefusal = ({ answer }) => REFUSALS.includes(answer);

/** The machine knows them by another clause, or is told what only the reader of a frame can know. */
const ELSEWHERE = {
  'switch.place-taken': 'join.duplicate',
};

let machine;
let answers;
beforeAll(async () => {
  machine = await loadMachine(project);
  answers = exploreAnswers(machine);
}, 120_000);

const answersTo = (wanted) => answers.filter(({ request }) => request === wanted);

describe('the answers', () => {
  test('are to every request, and name clauses', () => {
    expect(new Set(answers.map(({ request }) => request))).toEqual(new Set(REQUEST_NAMES));
    expect(answers.filter((one) => one.clauses.length === 0)).toEqual([]);
  });

  test('are those of the table in the prose', () => {
    const wire = readFileSync(join(project, 'spec/wire.md'), 'utf8');
    const [, rows] = /^\| request +\| answered by +\|\n\| -[^\n]*\n((?:\|.*\n)+)/m.exec(wire);
    const said = new Map();
    for (const row of rows.trim().split('\n')) {
      const [, names, words] = row.split('|').map((cell) => cell.trim());
      for (const name of names.split(', ')) said.set(name, words.match(/[A-Z][a-z]+[A-Z]?[a-z]*/g) ?? []);
    }
    const kinds = (name) =>
      answers
        .filter((one) => one.request.replace(/, repeated$/, '') === name && !isRefusal(one))
        .map(({ answer }) => answer.split(' ')[0])
        .filter((word) => /^[A-Z]/.test(word));
    expect(said.size).toBeGreaterThan(8);
    for (const [name, words] of said) if (name !== 'any') expect(new Set(kinds(name)), name).toEqual(new Set(words));
  });

  test('of the operator are the success that its clauses promise, or a refusal', () => {
    for (const name of CALL_NAMES)
      expect(
        answersTo(name)
          .filter((one) => !isRefusal(one))
          .map(({ answer }) => answer),
      ).toEqual(['Accepted']);
  });
});

describe('a refusal', () => {
  test('has its code from the sentence of one of its clauses', () => {
    const strange = answers
      .filter(isRefusal)
      .filter((one) => !one.clauses.some((id) => codesIn(sentenceOf(id)).includes(one.answer)));
    expect(strange).toEqual([]);
  });

  // What a server may refuse, and the machine does not, `limit.load` and `remove.bars`, the prose below the matrix says.
  const refusing = clauses.filter(
    ({ id, level, binds, sentence }) =>
      id !== 'request.first-refusal' &&
      level !== 'MAY' &&
      binds.classes.includes('server') &&
      codesIn(sentence).length > 0,
  );
  test.each(refusing.map(({ id, sentence }) => [id, codesIn(sentence)]))('of %s is there: %s', (id, codes) => {
    const found = answers.filter((one) => one.clauses.includes(ELSEWHERE[id] ?? id)).map(({ answer }) => answer);
    expect(found).toEqual(expect.arrayContaining(codes));
  });

  test('hangs on the feature that its clause names', () => {
    for (const one of answers.filter(isRefusal)) {
      const binding = one.clauses.map((id) => clauses.find((clause) => clause.id === id).binds);
      for (const { without } of binding)
        for (const name of without) expect(one.only, one.request).toContain(`without \`${name}\``);
    }
  });
});

describe('of several refusals that fit', () => {
  test('the order is that of the clause', () => {
    expect(REFUSALS.slice(0, -1)).toEqual(codesIn(sentenceOf('request.first-refusal')));
    expect(REFUSALS.at(-1)).toBe(...codesIn(sentenceOf('limit.refused')).slice(0, 1));
  });

  // Each fault of a Remove, and what it makes of the request.
  const REMOVES = [
    { fits: 'UNIMPLEMENTED', config: { remove: false } },
    { fits: 'PERMISSION_DENIED', by: 'bob' },
    { fits: 'INVALID_ARGUMENT', target: 'self' },
    { fits: 'NOT_FOUND', target: 'nobody' },
  ];
  const SWITCHES = [
    { fits: 'UNIMPLEMENTED', config: { switch: false } },
    { fits: 'UNAUTHENTICATED', access: 'unauthenticated' },
    { fits: 'PERMISSION_DENIED', access: 'permission_denied' },
    { fits: 'INVALID_ARGUMENT', room: 'blue' },
    { fits: 'ALREADY_EXISTS', room: 'green' },
  ];
  const pairs = (faults) =>
    faults.flatMap((one) => faults.map((other) => [one, other])).filter(([one, other]) => isTogether(one, other));
  const isTogether = (one, other) =>
    Object.keys(one).every((key) => key === 'fits' || !(key in other) || one[key] === other[key]);
  const first = (...codes) => REFUSALS.find((code) => codes.includes(code));

  /** A meeting with a host and an attendee, who is in another room by another device as well; then one request. */
  function refusalOf({ config, by = 'ann', ask }) {
    const whole = machine.configOf({ switch: true, ...config });
    const people = [
      ['ann', 'ann', 'host', 'blue'],
      ['bob', 'bob', 'attendee', 'blue'],
      ['twin', 'ann', 'host', 'green'],
    ];
    let server = machine.idle;
    for (const [id, participant, role, room] of people) {
      const ids = { session: `s-${room}`, participation: id, token: `t-${id}` };
      const join = { type: 'join', connection: id, room, participant, role, access: 'granted', joinId: id, ...ids };
      [server] = machine.step(whole, server, join);
    }
    const [, effects] = machine.step(whole, server, { type: 'request', connection: by, request: 1, ack: 0, ask });
    return effects.find(({ to }) => to === by).message.code.toUpperCase();
  }

  test.each(pairs(REMOVES))('a Remove gets the first: %o, %o', (one, other) => {
    const { config, by = 'ann', target } = { ...one, ...other };
    const named = { self: by, nobody: 'nobody' }[target] ?? 'bob';
    const own = named === by ? ['INVALID_ARGUMENT'] : [];
    expect(refusalOf({ config, by, ask: { kind: 'remove', target: named } })).toBe(first(one.fits, other.fits, ...own));
  });

  test.each(pairs(SWITCHES))('a SwitchRoom gets the first: %o, %o', (one, other) => {
    const { config, access = 'granted', room = 'red' } = { ...one, ...other };
    const ask = { kind: 'switch', room, access, session: 's', participation: 'p', token: 't' };
    expect(refusalOf({ config, ask })).toBe(first(one.fits, other.fits));
  });
});

describe('the tables', () => {
  test('name the refusals in their order, and the answers before them', () => {
    const [remove] = answersPart(answers).filter((line) => line.startsWith('| Remove '));
    expect(remove).toContain(
      '| Accepted; UNIMPLEMENTED without `remove`; PERMISSION_DENIED; INVALID_ARGUMENT; NOT_FOUND ',
    );
  });

  test('let everything wait while a switch is undecided, but for an Ack and what was taken up', () => {
    const waiting = answers
      .filter(({ state }) => state === 'reserved')
      .filter(({ request }) => !FIRST_NAMES.includes(request));
    const others = waiting.filter(({ answer }) => answer !== SILENT.waits).map(({ request }) => request);
    expect(new Set(others)).toEqual(new Set(['Ack', 'a request that was taken up before']));
  });
});
