/** Ids: when two are the same, how long they may be, and what they tell somebody without a right. */
import fc from 'fast-check';
import { attendee, host, join, joinWith, leave, sync } from '../exchange/scenario.js';
import type { Case } from './case.js';
import { calm, everyone, seats, sketch, turns } from './sketch.js';

/** One `é`, written in the two ways that Unicode has for it. */
const [composed, decomposed] = ['zo\u00e9', 'zoe\u0301'];
/** As long as an id may be wherever it is taken, in bytes. */
const MOST_BYTES = 128;

const twins = [
  host('ann'),
  attendee('bob'),
  attendee('big', 'Bob'),
  attendee('zoe', composed),
  attendee('eve', decomposed),
];
const pairs: readonly (readonly [string, string])[] = [
  ['bob', 'big'],
  ['big', 'bob'],
  ['zoe', 'eve'],
  ['eve', 'zoe'],
];

/** The server cases about ids. */
export const namingCases: readonly Case[] = [
  sketch({
    id: 'alike-ids',
    title: 'Two similar ids are two participants',
    clauses: ['ids.compared'],
    mix: { ...calm, seats: twins },
    core: fc
      .constantFrom(...pairs)
      .map(([one, other]) => turns(join('ann'), join(one), join(other), leave(one), sync(other))),
  }),
  sketch({
    id: 'long-ids',
    title: 'An id of 128 bytes is not too long',
    clauses: ['ids.length'],
    mix: {
      ...calm,
      seats: [host('ann'), attendee('bob', 'b'.repeat(MOST_BYTES)), attendee('cyd', 'ü'.repeat(MOST_BYTES / 2))],
    },
    core: fc.constant([...everyone, [leave('bob')]]),
  }),
  sketch({
    id: 'first-refusal',
    title: 'A bad token is refused before the server checks who is in the room',
    clauses: ['request.first-refusal', 'access.token', 'access.differs'],
    lacks: ['replace'],
    tokens: true,
    mix: { ...calm, seats: [...seats, attendee('phone', 'bob')] },
    core: fc
      .constantFrom('missing' as const, 'tampered' as const, 'expired' as const, 'other-role' as const)
      .map((flaw) => [...everyone, [joinWith(flaw, 'phone')], [sync('ann')]]),
  }),
];
