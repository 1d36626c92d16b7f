/** Access: who is let in with which token, and who replaces whom. */

import fc from 'fast-check';
import { reason } from '../../../gen/codes.js';
import {
  attendee,
  cut,
  end,
  host,
  join,
  joinWith,
  leave,
  type Round,
  resume,
  switchRoom,
  switchWith,
  sync,
} from '../../exchange/scenario.js';
import type { Flaw } from '../../exchange/words.js';
import type { Case } from '../case.js';
import { busy, calm, everyone, seats, sketch } from './sketch.js';

const forged = fc.constantFrom<Flaw>('missing', 'garbage', 'unsigned', 'tampered', 'alg-none', 'expired');
const claimed = fc.constantFrom<Flaw>('not-yet', 'wrong-audience');
const borrowed = fc.constantFrom<Flaw>('other-room', 'other-participant', 'other-role');

/** Bob comes with a wrong token, and then with the right one. */
const refusedFirst = (flaw: Flaw): Round[] => [
  [join('ann')],
  [leave('bob')],
  [joinWith(flaw, 'bob')],
  [sync('ann')],
  [join('bob')],
  [sync('bob')],
];

/** The server cases about access. */
export const enteringCases: readonly Case[] = [
  sketch({
    id: 'access-token',
    title: 'The server refuses a missing, forged or expired token',
    clauses: ['access.token', 'join.refused-unbound', 'request.refused-changes-nothing'],
    tokens: true,
    core: forged.map(refusedFirst),
  }),
  sketch({
    id: 'access-claims',
    title: 'The server refuses a token whose time has not begun, or whose audience is somebody else',
    clauses: ['access.token', 'join.refused-unbound', 'request.refused-changes-nothing'],
    tokens: true,
    signs: true,
    core: claimed.map(refusedFirst),
  }),
  sketch({
    id: 'access-differs',
    title: 'A token for another room, another participant or another role is refused',
    clauses: ['access.differs', 'join.refused-unbound', 'request.refused-changes-nothing'],
    tokens: true,
    core: borrowed.map(refusedFirst),
  }),
  sketch({
    id: 'access-switch',
    title: 'A switch needs a token for the new room',
    clauses: ['access.token', 'access.differs', 'request.refused-changes-nothing'],
    needs: ['switch'],
    tokens: true,
    uses: ['switch'],
    mix: { ...busy, weights: calm.weights },
    core: fc
      .tuple(forged, borrowed)
      .map(([flaw, other]) => [
        [join('ann', 'blue'), join('abe', 'green')],
        [join('bob', 'blue')],
        [switchWith(flaw, 'bob', 'green')],
        [switchWith(other, 'bob', 'green')],
        [sync('bob')],
        [switchRoom('bob', 'green')],
      ]),
  }),
  sketch({
    id: 'replace',
    title: 'A participant who joins again from elsewhere replaces itself',
    clauses: ['join.replace', 'reason.agree', 'join.roster', 'departure.one-order'],
    needs: ['replace', 'extended_codes'],
    codes: [reason.DUPLICATE_PARTICIPANT],
    mix: { ...calm, seats: [...seats, attendee('phone', 'bob')] },
    core: fc.constant([...everyone, [join('phone')], [sync('phone')], [join('bob')]]),
  }),
  sketch({
    id: 'replace-last',
    title: 'The last participant changes its device and stays in the same session',
    clauses: ['join.replace-one-step', 'session.shared'],
    needs: ['replace'],
    mix: { ...calm, seats: [host('ann'), host('phone', 'ann'), attendee('cyd')], weights: { sync: 1 } },
    core: fc.constant([[join('ann')], [join('phone')], [join('cyd')]]),
  }),
  sketch({
    id: 'replace-while-away',
    title: 'A participant who is replaced while it is away is told when it resumes',
    clauses: ['join.replace', 'resume.true-reason', 'reason.agree'],
    needs: ['replace', 'resume'],
    uses: ['cut', 'resume'],
    mix: { ...calm, seats: [...seats, attendee('phone', 'bob')] },
    core: fc.constant([...everyone, [cut('bob')], [join('phone')], [resume('bob')], [leave('phone')], [end('ann')]]),
  }),
  sketch({
    id: 'unusual-names',
    title: 'The server accepts long and unusual names of rooms and participants',
    clauses: ['limit.answered'],
    mix: { ...calm, seats: [host('ann'), attendee('bob', `${'ü'.repeat(50)} "<\\u202e>'; --`), attendee('cyd')] },
    core: fc.constant([[join('ann')], [join('bob')], [join('cyd')], [leave('bob')]]),
  }),
];
