/** Data: names of every script, names that are nearly the same, many people, and many Heartbeats. */
import fc from 'fast-check';
import { reason } from '../../../gen/codes.js';
import { anyCode } from '../../arbitraries/client.js';
import type { Case } from '../case.js';
import { arrives, bare, cuts, does, joins, left, meeting } from './sketch.js';

/** Each is a name that somebody has, or that some system gives. */
const names = [
  'Ærøskøbing',
  'Владимир',
  '山田太郎',
  'مريم',
  'שרה',
  'नमस्ते',
  '🧑🏽‍🚀',
  'e\u0301ve',
  '\u00e9ve',
  "o'neill",
  '"quoted"',
  'a b',
  ' ann',
  'bob ',
  'user@example.org',
  'a/b?c=d&e#f',
  '%2e%2e',
  'null',
  '__proto__',
  'constructor',
  '0',
  'x'.repeat(120),
] as const;

/** Two who are easily taken for one. */
const alike: readonly (readonly [string, string])[] = [
  ['eve', 'Eve'],
  ['eve', 'eve '],
  ['eve', 'ev'],
  ['e\u0301ve', '\u00e9ve'],
  ['ﬁn', 'fin'],
  ['1', '01'],
  ['x'.repeat(100), `${'x'.repeat(99)}y`],
];

const clauses: Case['clauses'] = ['client.participant-left', 'client.participant-left-names', 'client.list'];

/** The client cases about what messages hold. */
export const clientDataCases: readonly Case[] = [
  meeting({
    id: 'names-of-every-script',
    title: 'The client tells every name as it was told',
    clauses,
    core: fc
      .tuple(fc.shuffledSubarray([...names], { minLength: 4, maxLength: 4 }), anyCode)
      .map(([some, code]) => [...some.map((who) => [arrives(who)]), [cuts()], ...some.map((who) => [left(who, code)])]),
  }),
  meeting({
    id: 'names-alike',
    title: 'Of two whose names are nearly the same, the client shows the departure of the one who has left',
    clauses,
    core: fc
      .tuple(fc.constantFrom(...alike), fc.boolean())
      .map(([[one, other], turned]) => [
        [arrives(one), arrives(other)],
        [left(turned ? other : one, reason.REMOVE_PEER)],
        [left('bob')],
        [left(turned ? one : other)],
      ]),
  }),
  bare({
    id: 'many-people',
    title: 'Of a few hundred people each departure is told, and no other',
    clauses,
    core: fc
      .tuple(
        fc.integer({ min: 200, max: 300 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 200 }), { minLength: 5, maxLength: 5 }),
      )
      .map(([count, gone]) => [
        joins,
        [does({ kind: 'crowd', count })],
        ...gone.map((guest) => [left(`guest${guest}`, reason.REMOVE_PEER)]),
        [cuts()],
        [left('bob')],
      ]),
    runs: 3,
  }),
  bare({
    id: 'many-heartbeats',
    title: 'The client answers the fiftieth Heartbeat as the first',
    clauses: ['client.ack-heartbeat', 'client.ack'],
    core: fc
      .constantFrom(50, 60)
      .map((count) => [
        joins,
        ...Array.from({ length: count }, (_, beat) => [
          ...(beat % 10 === 0 ? [arrives(`guest${beat}`)] : []),
          does({ kind: 'heartbeat' }),
        ]),
        [left('bob')],
      ]),
    runs: 2,
  }),
];
