/** Several rooms, many participants, everything at the same time. */
import fc from 'fast-check';
import { after, anyScenario, everyday } from '../../arbitraries/index.js';
import { towards } from '../../arbitraries/toward/index.js';
import { end, join, leave, sync } from '../../exchange/scenario.js';
import type { Case } from '../case.js';
import { busy, everyone, plainCase, RUNS, sketch } from './sketch.js';

/** The server cases about several rooms. */
export const togetherCases: readonly Case[] = [
  sketch({
    id: 'two-rooms',
    title: 'Events in one room are not seen in another',
    clauses: ['room.isolated', 'end.everyone', 'session.fresh'],
    uses: ['leave', 'end'],
    mix: { ...busy, weights: { join: 6, leave: 2, sync: 2 } },
    core: fc.constant([
      [join('ann', 'blue'), join('abe', 'green')],
      [join('bob', 'blue'), join('cyd', 'green')],
      [leave('bob')],
      [end('abe')],
      [sync('ann')],
    ]),
  }),
  sketch({
    id: 'fence',
    title: 'The answer to Sync comes after all earlier effects',
    clauses: ['fence.effects-first', 'sync.accepted'],
    uses: ['sync'],
    mix: busy,
    core: fc.constant([...everyone, [leave('cyd')], [sync('ann'), sync('bob')], [join('cyd')], [sync('ann')]]),
  }),
  plainCase({
    id: 'meeting',
    title: 'Participants do anything at the same time',
    clauses: [
      'departure.once',
      'departure.room-order',
      'reason.true',
      'reason.agree',
      'reason.never-unspecified',
      'reason.local-stays-local',
      'request.answered',
      'history.nothing-else',
    ],
    needs: ['room_order'],
    scenarios: after(
      [
        [join('ann'), join('abe')],
        [join('bob'), join('cyd')],
        [leave('bob'), leave('cyd')],
      ],
      anyScenario({ ...busy, weights: { ...everyday, cut: 1, close: 1, unknown: 1 } }, 4, 12),
    ),
    runs: 2 * RUNS,
  }),
  plainCase({
    id: 'rest',
    title: 'Scenarios that lead to states, events and outcomes of the machine that the run has not met yet',
    clauses: ['history.nothing-else', 'request.answered'],
    scenarios: towards(false)([]),
    toward: towards(false),
    runs: 6 * RUNS,
  }),
  plainCase({
    id: 'rest-again',
    title: 'Scenarios that lead to what the run has still not met, once more',
    clauses: ['history.nothing-else', 'request.answered'],
    scenarios: towards(false)([]),
    toward: towards(false),
    runs: 4 * RUNS,
  }),
  plainCase({
    id: 'rest-window',
    title: 'Scenarios that lead to states, events and outcomes behind the end of a resume window',
    clauses: ['history.nothing-else', 'request.answered'],
    window: true,
    timed: true,
    scenarios: towards(true)([]),
    runs: RUNS,
  }),
];
