/** Leaving and ending: who may end the meeting, and what everybody is then told. */
import fc from 'fast-check';
import { reason } from '../../../gen/codes.js';
import { end, join, leave, sync } from '../../exchange/scenario.js';
import type { Case } from '../case.js';
import { anAttendee, anyone, everyone, other, sketch } from './sketch.js';

/** The server cases about ending. */
export const endingCases: readonly Case[] = [
  sketch({
    id: 'end-by-host',
    title: 'A host ends the meeting for all',
    clauses: ['end.host', 'end.everyone', 'departure.by-room-left-alone', 'reason.true'],
    codes: [reason.REMOVE_ALL],
    uses: ['end'],
    core: fc.constant([...everyone, [end('ann')]]),
  }),
  sketch({
    id: 'end-refused',
    title: 'An attendee among others cannot end the meeting',
    clauses: ['end.authority', 'request.refused-changes-nothing'],
    uses: ['end'],
    core: anAttendee.map((who) => [...everyone, [end(who)]]),
  }),
  sketch({
    id: 'last-participant-ends',
    title: 'The last participant may end the meeting, whatever its role',
    clauses: ['end.last-participant'],
    uses: ['end'],
    core: anAttendee.map((who) => [...everyone, [leave('ann')], [leave(other(who))], [join(who)], [end(who)]]),
  }),
  sketch({
    id: 'announces-each',
    title: 'A server with announces_each announces each departure to each participant before the end',
    clauses: ['announces.each', 'end.everyone'],
    needs: ['announces_each'],
    uses: ['end'],
    core: fc.constant([...everyone, [end('ann')]]),
  }),
];

/** The server cases about leaving. */
export const leavingCases: readonly Case[] = [
  sketch({
    id: 'leave',
    title: 'The server answers a Leave, and tells the others once',
    clauses: [
      'leave.answered',
      'departure.tells-leaver',
      'departure.tells-others',
      'departure.named',
      'departure.once',
      'reason.agree',
    ],
    codes: [reason.MANUAL_LEAVE_CALLED],
    uses: ['leave'],
    core: anyone.map((who) => [...everyone, [leave(who)]]),
  }),
  sketch({
    id: 'host-leaves',
    title: 'A host who leaves does not end the meeting',
    clauses: ['leave.host-does-not-end', 'departure.tells-others'],
    uses: ['leave'],
    core: fc.constant([...everyone, [leave('ann')], [sync('bob'), sync('cyd')]]),
  }),
  sketch({
    id: 'leave-twice',
    title: 'Two Leaves in a row are one departure',
    clauses: ['departure.once', 'departure.last', 'reason.first-wins', 'request.settled-by-room-left'],
    uses: ['leave'],
    core: anyone.map((who) => [...everyone, [leave(who), leave(who)]]),
  }),
  sketch({
    id: 'leave-after-end',
    title: 'A Leave right behind an End changes nothing',
    clauses: ['reason.first-wins', 'departure.last', 'end.everyone'],
    uses: ['end', 'leave'],
    core: fc.constant([...everyone, [end('ann'), leave('ann')]]),
  }),
];
