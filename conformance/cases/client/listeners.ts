/** What an application does from inside a listener: it leaves, joins again, or throws. */
import fc from 'fast-check';
import { reason } from '../../../gen/codes.js';
import { CLIENT } from '../../arbitraries/client.js';
import { type Action, dispose, leave, listener } from '../../exchange/scenario.js';
import type { Case } from '../case.js';
import { arrives, bare, cuts, joins, left, meeting, type Rounds, rests, roomLeft } from './sketch.js';

/** From inside these listeners it may leave. */
const leavings: readonly Rounds[] = [
  [[listener(CLIENT, 'joined', 'leave')], joins],
  [[listener(CLIENT, 'joined', 'dispose')], joins],
  [joins, [listener(CLIENT, 'participantJoined', 'leave')], [arrives('eve'), left('bob')]],
  [joins, [listener(CLIENT, 'participantJoined', 'dispose')], [arrives('eve'), left('bob')]],
  [joins, [listener(CLIENT, 'participantLeft', 'leave')], [left('bob'), left('cyd')]],
  [joins, [listener(CLIENT, 'participantLeft', 'dispose')], [left('bob'), left('cyd')]],
];

/** What ends its room object. */
const ends: readonly Action[] = [
  leave(CLIENT),
  dispose(CLIENT),
  roomLeft(reason.REMOVE_PEER),
  roomLeft(reason.REMOVE_ALL),
];

/** The client cases about listeners. */
export const clientListenersCases: readonly Case[] = [
  bare({
    id: 'leaves-inside',
    title: 'A client leaves that is told to from inside a listener',
    clauses: ['client.leave-always', 'client.room-left-once', 'client.room-left-last', 'client.calls-settled'],
    uses: ['listener'],
    core: fc.constantFrom(...leavings),
    runs: 12,
  }),
  bare({
    id: 'leaves-inside-room-left',
    title: 'To leave from inside the listener of roomLeft does nothing',
    clauses: ['client.room-left-once', 'client.leave-again', 'client.leave-never-throws'],
    uses: ['listener', 'leave'],
    core: fc
      .tuple(fc.constantFrom('leave' as const, 'dispose' as const), fc.constantFrom(...ends))
      .map(([reaction, end]) => [joins, [listener(CLIENT, 'roomLeft', reaction)], [end]]),
    runs: 8,
  }),
  bare({
    id: 'joins-inside',
    title: 'An application may join again from inside the listener of roomLeft',
    clauses: ['client.room-left-once', 'client.join-id', 'client.as-asked', 'client.participant-left'],
    uses: ['listener', 'leave'],
    core: fc
      .constantFrom(...ends)
      .map((end) => [joins, [listener(CLIENT, 'roomLeft', 'join')], [end], [rests], [left('bob')], [leave(CLIENT)]]),
    runs: 8,
  }),
  meeting({
    id: 'listener-throws',
    title: 'A client goes on whose application throws from inside a listener',
    clauses: ['client.listener-throws', 'client.participant-left', 'client.room-left-once'],
    uses: ['listener', 'leave'],
    core: fc
      .constantFrom('participantJoined' as const, 'participantLeft' as const)
      .map((event) => [
        [listener(CLIENT, event, 'throw')],
        [arrives('eve'), left('eve')],
        [left('bob')],
        [cuts()],
        [left('cyd')],
        [leave(CLIENT)],
      ]),
    runs: 8,
  }),
  bare({
    id: 'room-left-throws',
    title: 'A client whose application throws from inside the listener of roomLeft has left all the same',
    clauses: ['client.room-left-once', 'client.calls-settled'],
    uses: ['listener', 'leave'],
    core: fc.constantFrom(...ends).map((end) => [joins, [listener(CLIENT, 'roomLeft', 'throw')], [end]]),
    runs: 4,
  }),
];
