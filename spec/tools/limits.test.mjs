// One table of all times and limits: the prose, the table and the code say the same numbers.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MOST_BYTES, MOST_ID_BYTES } from '../../conformance/cases/server/edges.ts';
import * as timing from '../../conformance/exchange/timing.ts';
import { defaultClientConfig } from '../machine/client/config.ts';
import { baseConfig } from '../machine/config.ts';
import { readClauses } from './clauses.mjs';
import { LIMITS, limitOf, limitsPart, quantitiesOf } from './parts/limits.mjs';
import { project } from './run.mjs';

const { clauses } = readClauses(join(project, 'spec'));
const SECTIONS = [...new Set(clauses.map(({ section }) => section))];
const page = readFileSync(join(project, 'spec/limits.md'), 'utf8');

/** A number of the table, without what it counts; times in milliseconds. */
function numberOf(id, nth) {
  const [count, unit] = limitOf({ clause: id, nth }, clauses).split(' ');
  return Number(count.replaceAll(',', '')) * (unit === 's' ? 1_000 : 1);
}

/** Each constant of the code that a clause gives a number to. */
const CODE = [
  ['NOTICED_MS', timing.NOTICED_MS, 'connection.noticed'],
  ['ANNOUNCED_MS', timing.ANNOUNCED_MS, 'connection.lost-in-time'],
  ['CLOSED_MS', timing.CLOSED_MS, 'close.follows'],
  ['UNBOUND_MS', timing.UNBOUND_MS, 'connection.unbound'],
  ['SPARE_MS', timing.SPARE_MS, 'client.one-connection'],
  ['LEFT_MS', timing.LEFT_MS, 'client.leave-bounded'],
  ['REPEATABLE_MS', timing.REPEATABLE_MS, 'repeat.remembered'],
  ['rememberedMs', timing.rememberedMs(0, 0), 'resume.remembers'],
  ['retain of the machine', baseConfig.retain, 'resume.retained'],
  ['joinLimitMs of the client', defaultClientConfig.joinLimitMs, 'client.join-repeats-end'],
  ['ackEvery of the client', defaultClientConfig.ackEvery, 'client.ack-many'],
  ['the longest frame of the cases', MOST_BYTES, 'frame.oversize'],
  ['the longest frame of a client', MOST_BYTES, 'client.message-size'],
  ['the longest id of the cases', MOST_ID_BYTES, 'ids.length'],
];

describe('the table of times and limits', () => {
  test('has a row for every number in the sentence of a clause', () => {
    const said = clauses.flatMap(({ id, sentence }) => quantitiesOf(sentence).map((_, nth) => `${id} ${nth}`));
    const listed = LIMITS.map(({ clause, nth = 0 }) => `${clause} ${nth}`);
    expect(listed.sort(), 'add the row to spec/tools/parts/limits.mjs').toEqual(said.sort());
  });

  test('knows every way in which a sentence says a number', () => {
    // Codes are no quantities: four digits, or 0.
    const COUNTED = /(?<![-\d,])(?!\d{4}\b|0\b)\d[\d,]*(?<!,) (?!(?:and|for|one|or|to)\b)[a-z]+/g;
    const unread = clauses.flatMap(({ id, sentence }) =>
      (sentence.match(COUNTED) ?? [])
        .filter((words) => !quantitiesOf(sentence).some((one) => `${one} `.startsWith(words.replace(' of', ' '))))
        .map((words) => `${id}: ${words}`),
    );
    expect(unread).toEqual([]);
  });

  test.each(CODE)('%s of the code is the number of its clause', (_, value, id) => {
    expect(value).toBe(numberOf(id));
  });

  test('covers every time that the code takes from the specification', () => {
    const named = Object.entries(timing).flatMap(([name, value]) => (typeof value === 'number' ? [name] : []));
    expect(named.filter((name) => !CODE.some(([known]) => known === name))).toEqual([]);
  });

  test('leaves the client of this repository a little room', () => {
    expect(defaultClientConfig.leavePatienceMs).toBeGreaterThanOrEqual(numberOf('client.leave-waits'));
    expect(defaultClientConfig.leavePatienceMs).toBeLessThan(defaultClientConfig.leaveBoundMs);
    expect(defaultClientConfig.leaveBoundMs).toBeLessThanOrEqual(numberOf('client.leave-bounded'));
  });

  test('complains about a row whose clause says no such number', () => {
    expect(() => limitOf({ clause: 'frame.oversize', nth: 1 }, clauses)).toThrow(/row for `frame.oversize`/);
  });
});

describe('what adds up', () => {
  const row = (from) =>
    page
      .split('## What adds up')[1]
      .split('\n')
      .find((line) => line.startsWith(`| ${from}`));

  test('a loss, by the two clauses and by the code', () => {
    const seconds = (numberOf('connection.noticed') + numberOf('connection.lost-in-time')) / 1_000;
    expect(timing.lossToldMs(7)).toBe(7 + seconds * 1_000);
    expect(row('a connection breaks off')).toContain(`the window + ${seconds} s `);
    expect(row('the last frame')).toContain(`the window + ${seconds} s `);
  });

  test.each([
    ['a close with 4101', ['connection.goodbye', 'departure.in-time']],
    ['RoomLeft', ['close.follows']],
    ['`leave()`', ['client.leave-bounded']],
    ['a departure', ['resume.remembers']],
  ])('%s', (from, ids) => {
    const seconds = ids.reduce((sum, id) => sum + numberOf(id), 0) / 1_000;
    expect(row(from)).toContain(`${seconds} s `);
  });
});

test('every number with a unit in the prose is in the table, or is said to explain', () => {
  const known = [
    ...limitsPart(clauses),
    ...page.split('\n## Numbers that explain')[1].split('\n'),
    ...page.split('\n'),
  ].join('\n');
  const found = SECTIONS.flatMap((name) =>
    [
      ...readFileSync(join(project, 'spec', name), 'utf8').matchAll(
        /\b\d[\d,]* (?:s|ms|bytes|messages|random bits)\b/g,
      ),
    ].map(([words]) => ({ name, words })),
  );
  const strange = found.filter(({ words }) => words !== '8 bytes' && !new RegExp(`\\b${words}\\b`).test(known));
  expect(strange).toEqual([]);
});

test.each([
  ['2 s', 'wire.md'],
  ['64 random bits', 'room.md'],
  ['4,294,967,295', 'wire.md'],
])('what is said to explain, %s, still stands in %s', (words, name) => {
  expect(readFileSync(join(project, 'spec', name), 'utf8')).toContain(words);
  expect(page.split('## Numbers that explain')[1]).toContain(words);
});
