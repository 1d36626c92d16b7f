/** Ids: when two are the same, how long they may be, and what they tell somebody without a right. */
import fc from 'fast-check';
import { attendee, end, host, join, joinWith, leave, sync } from '../../exchange/scenario.js';
import type { Case } from '../case.js';
import { calm, everyone, plainCase, seats, sketch, turns } from './sketch.js';

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

const OWN_NAMES = 'how a system spells names and rooms is its own, and is tried by server/alike-ids';

/** Names that programs take for one another: blanks that are cut off, beginnings, folded letters, letters that look alike. */
const confusable: readonly (readonly [string, string])[] = [
  ['bob', 'bob '],
  ['bob', ' bob'],
  ['bob', 'bobby'],
  ['bob', 'BOB'],
  ['strasse', 'straße'],
  ['bob', '\uff42\uff4f\uff42'],
  ['bob', 'b\u043eb'],
  ['bob', 'bob\u200b'],
  [composed, decomposed],
  ['7', '07'],
];
/** Few of them, so that a run meets them all. */
const confusableRooms = confusable.filter(([one, other]) =>
  [one.trim(), one.toUpperCase(), decomposed, `${one}by`].includes(other.trim()),
);
const eitherWay = (pairs: readonly (readonly [string, string])[]) =>
  fc
    .tuple(fc.constantFrom(...pairs), fc.boolean())
    .map(([[one, other], swapped]): readonly [string, string] => (swapped ? [other, one] : [one, other]));

/** The server cases about ids. */
export const namingCases: readonly Case[] = [
  plainCase({
    id: 'confusable-ids',
    title: 'Two ids that look alike are two participants, whatever is done to them',
    clauses: ['ids.compared', 'join.roster', 'departure.tells-others'],
    wireOnly: OWN_NAMES,
    scenarios: eitherWay(confusable).map(([one, other]) => ({
      seats: [host('ann'), attendee('bob', one), attendee('twin', other)],
      rounds: turns(join('ann'), join('bob'), join('twin'), leave('bob'), sync('twin'), join('bob'), leave('twin')),
    })),
  }),
  plainCase({
    id: 'confusable-rooms',
    title: 'Two rooms whose ids look alike are two rooms',
    clauses: ['room.isolated', 'end.everyone', 'session.shared'],
    wireOnly: OWN_NAMES,
    uses: ['end'],
    scenarios: eitherWay(confusableRooms).map(([one, other]) => ({
      seats: [host('ann'), host('abe'), attendee('bob'), attendee('cyd')],
      rounds: [
        [join('ann', one), join('abe', other)],
        [join('bob', one), join('cyd', other)],
        [leave('bob')],
        [end('abe')],
        [sync('ann')],
      ],
    })),
  }),
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
