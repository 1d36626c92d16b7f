/** Messages: what a client takes up, and what it acknowledges. */

import fc from 'fast-check';
import { reason } from '../../../gen/codes.js';
import type { Case } from '../case.js';
import { arrives, does, left, meeting } from './sketch.js';

const beat = does({ kind: 'heartbeat' });

/** The client cases about messages. */
export const clientListeningCases: readonly Case[] = [
  meeting({
    id: 'heartbeat',
    title: 'The client answers each Heartbeat with an Ack of all that it has received',
    clauses: ['client.ack-heartbeat', 'client.ack', 'client.unknown-kind'],
    core: fc.constant([[beat], [left('bob'), does({ kind: 'unknown', numbering: 'next' }), beat], [beat]]),
  }),
  meeting({
    id: 'crowd',
    title: 'The client acknowledges at least every 256 messages',
    clauses: ['client.ack-many', 'client.ack'],
    core: fc.integer({ min: 256, max: 300 }).map((count) => [[does({ kind: 'crowd', count })]]),
    runs: 5,
  }),
  meeting({
    id: 'repeat',
    title: 'The client does not repeat an event for a message that it has already received',
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
    id: 'in-order',
    title: 'The client tells of what comes at once in the order in which it comes',
    clauses: ['client.in-order', 'client.participant-left'],
    core: fc
      .shuffledSubarray([arrives('eve'), arrives('fay'), left('bob'), left('cyd')], { minLength: 4 })
      .map((news) => [
        [...news, left('eve')],
        [arrives('gus'), left('gus'), left('fay')],
      ]),
    runs: 8,
  }),
  meeting({
    id: 'unknown-kind',
    title: 'The client passes over an unknown message, and counts its sequence',
    clauses: ['client.unknown-kind', 'client.participant-left'],
    core: fc
      .constantFrom('next' as const, 'zero' as const)
      .map((numbering) => [[does({ kind: 'unknown', numbering }), left('bob')], [beat]]),
  }),
];
