/** A declared deviation excuses itself, and nothing else. */
import { describe, expect, test } from 'vitest';
import type { History } from '../exchange/history.js';
import { parseExample } from '../exchange/notation/index.js';
import { explain } from './explain.js';

const history = (deviations: readonly string[], ...lines: readonly string[]): History => {
  const head = ['# made up', 'clauses   end.host', 'features  extended_codes remove room_order', 'window    0'];
  const example = parseExample([...head, 'seats     ann:host bob:attendee cyd:attendee', '', ...lines].join('\n'));
  const declared = deviations.map((clause) => ({ clause, why: 'made up' }));
  const profile = { ...example.history.profile, wire: false, deviations: declared };
  return { ...example.history, profile };
};

const annAndBob = [
  'round 1',
  'ann > join blue',
  'ann < joined blue$1 ann#1',
  'round 2',
  'bob > join blue',
  'bob < joined blue$1 bob#1 with ann#1:host',
  'ann < participantJoined bob#1:attendee',
];
const bobLeaves = ['round 3', 'bob > leave', 'bob < roomLeft 1101 re=1', 'ann < participantLeft bob#1 1101'];

describe('a request that is refused where the spec wants it done', () => {
  const refused = [...annAndBob, ...bobLeaves, 'round 4', 'ann > remove bob#1', 'ann < rejected not_found re=1'];
  const goesOn = ['round 5', 'ann > sync', 'ann < accepted re=2'];

  test('is explained where that is declared, and the rest is judged', () => {
    expect(explain(history(['remove.departed'], ...refused, ...goesOn))).toMatchObject({ kind: 'explained' });
    const surplus = [...goesOn, 'ann < participantLeft bob#1 1101'];
    expect(explain(history(['remove.departed'], ...refused, ...surplus))).toMatchObject({ kind: 'refuted' });
  });

  test('is refuted where it is not', () => {
    expect(explain(history(['remove.self'], ...refused, ...goesOn))).toMatchObject({ kind: 'refuted' });
  });
});

describe('a request that is done where the spec wants it refused', () => {
  const itself = [
    ...annAndBob,
    'round 3',
    'ann > remove ann#1',
    'ann < roomLeft 1002',
    'bob < participantLeft ann#1 1002',
  ];

  test('is put down to the deviation', () => {
    expect(explain(history(['remove.self'], ...itself))).toMatchObject({ kind: 'refuted', clause: 'remove.self' });
    const accepted = itself.toSpliced(-2, 0, 'ann < accepted re=1');
    expect(explain(history(['remove.self'], ...accepted))).toMatchObject({ kind: 'refuted', clause: 'remove.self' });
  });
});

describe('an End of somebody who has just gone', () => {
  const late = [
    ...annAndBob,
    'round 3',
    'ann > leave',
    'ann > end',
    'ann < roomLeft 1101 re=1',
    'bob < participantLeft ann#1 1101',
    'bob < roomLeft 1008',
  ];

  test('is put down to the deviation where it takes effect', () => {
    const clause = 'request.settled-by-room-left';
    expect(explain(history([clause], ...late))).toMatchObject({ kind: 'refuted', clause });
    expect(explain(history([], ...late))).toMatchObject({ kind: 'refuted', clause: 'history.nothing-else' });
  });
});

describe('a session that outlives its last participation', () => {
  const again = [
    'round 1',
    'ann > join blue',
    'ann < joined blue$1 ann#1',
    'round 2',
    'ann > leave',
    'ann < roomLeft 1101 re=1',
    'round 3',
    'ann/2 > join blue',
    'ann/2 < joined blue$1 ann#2',
  ];

  test('is explained where that is declared, and the rest is judged', () => {
    expect(explain(history(['session.fresh'], ...again))).toMatchObject({ kind: 'explained' });
    const surplus = [...again, 'ann/2 < participantLeft bob#1 1101'];
    expect(explain(history(['session.fresh'], ...surplus))).toMatchObject({ kind: 'refuted' });
  });

  test('is refuted where it is not', () => {
    expect(explain(history([], ...again))).toMatchObject({ kind: 'refuted' });
  });
});

describe('an answer that comes ahead of what was to be sent earlier', () => {
  const removal = [...annAndBob, 'round 3', 'ann > remove bob#1', 'ann < accepted re=1', 'bob < roomLeft 1002'];
  const told = 'ann < participantLeft bob#1 1002';

  test('is explained where that is declared, and what is missing is missed', () => {
    const clause = 'fence.effects-first';
    expect(explain(history([clause], ...removal, told))).toMatchObject({ kind: 'explained' });
    expect(explain(history([clause], ...removal))).toMatchObject({ kind: 'refuted', missing: true });
  });

  test('is explained behind a refusal that is declared, too', () => {
    const twice = [
      ...removal.slice(0, -1),
      'ann > remove bob#1',
      'ann < rejected not_found re=2',
      ...removal.slice(-1),
    ];
    const declared = ['fence.effects-first', 'remove.departed'];
    expect(explain(history(declared, ...twice, told))).toMatchObject({ kind: 'explained' });
  });

  test('is refuted where it is not', () => {
    expect(explain(history([], ...removal, told))).toMatchObject({ kind: 'refuted', clause: 'fence.effects-first' });
  });
});

test('reasons that may stand for more than one code are counted', () => {
  const left = history([], ...annAndBob, ...bobLeaves);
  expect(explain(left)).toMatchObject({ kind: 'explained', merged: [] });
  const records = left.records.map((record) =>
    record.kind === 'seen' && record.observation.kind === 'participantLeft'
      ? { ...record, observation: { ...record.observation, reason: [1101, 1001] } }
      : record,
  );
  expect(explain({ ...left, records })).toMatchObject({ kind: 'explained', merged: [{ reason: [1101, 1001] }] });
});
