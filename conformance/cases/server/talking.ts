/** Requests, answers, closes and reasons on the wire. */
import fc from 'fast-check';
import { end, leave, sync, unknownRequest } from '../../exchange/scenario.js';
import type { Case } from '../case.js';
import { anyone, everyone, sketch } from './sketch.js';

/** The server cases about requests, answers, closes and reasons. */
export const talkingCases: readonly Case[] = [
  sketch({
    id: 'close-codes',
    title: 'After RoomLeft the connection is closed with 3000 + the reason',
    clauses: ['close.code', 'close.follows', 'departure.last'],
    core: fc.constant([...everyone, [leave('cyd')], [end('ann')]]),
  }),
  sketch({
    id: 'requests',
    title: 'The server answers each request once and in order, and an unknown one with UNIMPLEMENTED',
    clauses: ['request.answered', 'request.in-order', 'request.unknown', 'sync.accepted', 'sequence.dense'],
    uses: ['sync', 'unknown'],
    core: anyone.map((who) => [...everyone, [unknownRequest(who), sync(who)], [sync(who), sync(who)]]),
  }),
  sketch({
    id: 'core-codes',
    title: 'Without extended_codes a voluntary leave has no reason',
    clauses: ['reason.fallback'],
    lacks: ['extended_codes'],
    uses: ['leave'],
    core: anyone.map((who) => [...everyone, [leave(who)]]),
  }),
];
