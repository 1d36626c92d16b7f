/** Removing: a host can remove others, and nobody else can. */

import fc from 'fast-check';
import { reason } from '../../../gen/codes.js';
import { NOBODY } from '../../exchange/names.js';
import { end, join, leave, type Round, remove } from '../../exchange/scenario.js';
import type { Case } from '../case.js';
import { anAttendee, calm, everyone, other, sketch, turns } from './sketch.js';

/** The server cases about removing. */
export const removingCases: readonly Case[] = [
  sketch({
    id: 'remove',
    title: 'A host removes a participant',
    clauses: ['remove.takes-effect', 'departure.tells-leaver', 'departure.tells-others', 'reason.true', 'reason.agree'],
    needs: ['remove'],
    codes: [reason.REMOVE_PEER],
    uses: ['remove'],
    core: anAttendee.map((who) => [...everyone, [remove('ann', who)]]),
  }),
  sketch({
    id: 'remove-refused',
    title: 'Attendees cannot remove anybody, and a host cannot remove itself',
    clauses: ['remove.authority', 'remove.self', 'request.refused-changes-nothing'],
    needs: ['remove'],
    uses: ['remove'],
    core: anAttendee.map((who) => [...everyone, [remove(who, 'ann')], [remove('ann', 'ann')]]),
  }),
  sketch({
    id: 'remove-unknown',
    title: 'A host cannot remove a participation of another room or another session, or one that does not exist',
    clauses: ['remove.unknown'],
    needs: ['remove'],
    uses: ['remove'],
    mix: { ...calm, rooms: ['blue', 'green'] },
    core: fc
      .constantFrom<readonly Round[]>(
        [[join('ann')]],
        [[join('ann')], [join('bob', 'green')], [remove('ann', 'bob')]],
        turns(join('bob'), join('ann'), end('ann'), join('ann'), remove('ann', 'bob#1')),
      )
      .map((rounds) => [...rounds, [remove('ann', NOBODY)]]),
  }),
  sketch({
    id: 'remove-departed',
    title: 'Removing a participant who has already left succeeds and does nothing',
    clauses: ['remove.departed'],
    needs: ['remove'],
    uses: ['remove'],
    core: anAttendee.map((who) => [
      ...everyone,
      [leave(who)],
      [join('ann')],
      [join(other(who))],
      [remove('ann', who)],
      [remove('ann', who), remove('ann', who)],
    ]),
  }),
  sketch({
    id: 'remove-undeclared',
    title: 'A server without remove refuses Remove',
    clauses: ['request.unknown'],
    lacks: ['remove'],
    uses: ['remove'],
    core: fc.constant([...everyone, [remove('ann', 'bob')]]),
  }),
];
