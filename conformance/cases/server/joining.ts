/** Joining: who is let in, as whom, and what a newcomer is told. */
import fc from 'fast-check';
import { type Action, attendee, end, host, join, leave, type Round, sync } from '../../exchange/scenario.js';
import type { Case } from '../case.js';
import { calm, everyone, seats, sketch, turns } from './sketch.js';

/** Ann and bob, each with a second seat in the other role. */
const both = [host('ann'), attendee('bob'), attendee('cyd'), attendee('ex', 'ann'), host('boss', 'bob')];

/** Ann comes back as an attendee, or bob as a host; and ends the meeting, or may not. */
const returns: readonly (readonly Action[])[] = [
  [leave('ann'), join('ex'), end('ex'), sync('cyd')],
  [leave('bob'), join('boss'), sync('cyd'), end('boss')],
];

/** Each run has one of them: so many have both, as good as always. */
const ROLE_RUNS = 16;

/** The server cases about joining. */
export const joiningCases: readonly Case[] = [
  sketch({
    id: 'late-joiner',
    title: 'A participant who comes late gets the roster, and is told of later events only',
    clauses: ['join.no-past', 'join.roster', 'join.announced'],
    core: fc.constant([...turns(join('ann'), join('bob'), leave('bob'), join('cyd'), sync('cyd'))]),
  }),
  sketch({
    id: 'rejoin',
    title: 'A participant who joins again is a new participation, in a new session if the room was empty',
    clauses: ['participation.fresh', 'session.fresh', 'session.shared', 'departure.one-order', 'end.new-session'],
    uses: ['leave', 'end'],
    core: fc.constant([...everyone, ...turns(leave('bob'), join('bob'), end('ann'), join('ann'), join('bob'))]),
  }),
  sketch({
    id: 'duplicate-join',
    title: 'The server refuses a second device of a present participant, who may try again later',
    clauses: ['join.duplicate', 'join.refused-unbound', 'sequence.refused-join'],
    lacks: ['replace'],
    uses: ['join'],
    mix: { ...calm, seats: [...seats, attendee('phone', 'bob')] },
    core: fc.constant([...everyone, [join('phone')], [leave('bob')], [join('phone')]]),
  }),
  sketch({
    id: 'returning-role',
    runs: ROLE_RUNS,
    title: 'The role of a participant is that of its newest Join',
    clauses: ['end.authority', 'end.host', 'join.announced', 'join.roster'],
    uses: ['leave', 'end'],
    mix: { ...calm, seats: both, weights: { sync: 1 } },
    core: fc.constantFrom(...returns).map((steps): Round[] => [...everyone, ...turns(...steps)]),
  }),
];
