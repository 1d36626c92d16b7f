/** Requests, answers, closes and reasons, as the wire has them. */
import fc from 'fast-check';
import { end, leave, sync, unknownRequest } from '../exchange/index.js';
import type { Case } from './case.js';
import { anyone, everyone, sketch } from './sketch.js';

export const talking: readonly Case[] = [
  sketch({
    id: 'close-codes',
    title: 'After RoomLeft the connection is closed with 3000 + the reason',
    clauses: ['close.code', 'close.follows', 'departure.last'],
    core: fc.constant([...everyone, [leave('cyd')], [end('ann')]]),
  }),
  sketch({
    id: 'requests',
    title: 'Every request is answered once and in order, an unknown one with UNIMPLEMENTED',
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
