/** What a client takes up, and what it acknowledges. */

import fc from 'fast-check';
import { reason } from '../../../gen/codes.js';
import type { Case } from '../case.js';
import { arrives, does, left, meeting } from './sketch.js';

const beat = does({ kind: 'heartbeat' });

export const listening: readonly Case[] = [
  meeting({
    id: 'heartbeat',
    title: 'Each Heartbeat is answered by an Ack of all that has come',
    clauses: ['client.ack-heartbeat', 'client.ack', 'client.unknown-kind'],
    core: fc.constant([[beat], [left('bob'), does({ kind: 'unknown', numbering: 'next' }), beat], [beat]]),
  }),
  meeting({
    id: 'crowd',
    title: 'Who hears much says so before 256 messages have gone by',
    clauses: ['client.ack-many', 'client.ack'],
    core: fc.integer({ min: 256, max: 300 }).map((count) => [[does({ kind: 'crowd', count })]]),
    runs: 5,
  }),
  meeting({
    id: 'repeat',
    title: 'What has been said already is not told again',
    clauses: ['client.repeats', 'client.participant-left'],
    core: fc
      .constantFrom('bob', 'dan')
      .map((who) => [
        [left('cyd')],
        [left(who, reason.MANUAL_LEAVE_CALLED, 'repeat'), arrives('eve', 'repeat')],
        [left('bob')],
      ]),
  }),
  meeting({
    id: 'unknown-kind',
    title: 'A message of a kind that is not known is passed over, and counted',
    clauses: ['client.unknown-kind', 'client.participant-left'],
    core: fc
      .constantFrom('next' as const, 'zero' as const)
      .map((numbering) => [[does({ kind: 'unknown', numbering }), left('bob')], [beat]]),
  }),
];
