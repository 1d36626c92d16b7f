/** Leaving: a participant who leaves is answered, and the others are told. */

import fc from 'fast-check';
import { reason } from '../../gen/codes.js';
import { end, leave, sync } from '../exchange/scenario.js';
import type { Case } from './case.js';
import { anyone, everyone, sketch } from './sketch.js';

/** The server cases about leaving. */
export const leavingCases: readonly Case[] = [
  sketch({
    id: 'leave',
    title: 'The server answers a Leave, and tells the others once',
    clauses: ['leave.answered', 'departure.tells-leaver', 'departure.tells-others', 'departure.once', 'reason.agree'],
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
