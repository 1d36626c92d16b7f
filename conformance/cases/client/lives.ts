/** Several lives: a seat joins again, at once and later, into the same room and another one, and carries nothing over. */
import fc from 'fast-check';
import { reason } from '../../../gen/codes.js';
import { CLIENT } from '../../arbitraries/client.js';
import { dispose, end, join, leave, type Round, remove, switchRoom, wait } from '../../exchange/scenario.js';
import type { Case } from '../case.js';
import {
  announces,
  answers,
  arrives,
  bare,
  cuts,
  does,
  ignores,
  left,
  type Rounds,
  refuses,
  rests,
  roomLeft,
} from './sketch.js';

const rooms = fc.constantFrom('blue', 'green');
const comes = rooms.map((room): Rounds => [[join(CLIENT, room)]]);

/** What a room object has behind it when it ends: messages, requests, a return, a switch. */
const pasts: readonly Rounds[] = [
  [],
  [[arrives('eve')], [left('bob')], [remove(CLIENT, 'cyd')]],
  [[cuts()], [rests]],
  [[switchRoom(CLIENT, 'red')], [arrives('eve')]],
  [[does({ kind: 'heartbeat' })], [arrives('eve'), arrives('dan')]],
];

const endings: readonly Rounds[] = [
  [[leave(CLIENT)]],
  [[dispose(CLIENT)]],
  [[end(CLIENT)]],
  [[roomLeft(reason.REMOVE_PEER)]],
  [[roomLeft(reason.REMOVE_ALL)]],
  [[refuses('resume', 'not_found')], [cuts()], [answers('resume', { how: 'lawfully' })]],
];

const life = fc
  .tuple(comes, fc.constantFrom(...pasts), fc.constantFrom(...endings))
  .map((parts): Rounds => parts.flat());

/** Every field of a message that a room object counts or was given shows in what the next one does. */
const shows: readonly Rounds[] = [
  [[left('bob')], [remove(CLIENT, 'cyd')], [does({ kind: 'heartbeat' })]],
  [[cuts()], [left('bob')]],
  [[switchRoom(CLIENT, 'yellow')], [left('bob')]],
  [[arrives('eve'), left('eve')], [leave(CLIENT)]],
];

const clauses: Case['clauses'] = [
  'client.room-left-once',
  'client.numbers',
  'client.ack',
  'client.list-from-joined',
  'client.participant-left',
  'client.resume-newest',
];

/** The client cases about several room objects of one application. */
export const clientLivesCases: readonly Case[] = [
  bare({
    id: 'joins-again',
    title: 'A room object that is begun after another one carries nothing over from it',
    clauses,
    uses: ['leave', 'dispose', 'end', 'remove', 'switch'],
    core: fc.tuple(life, comes, fc.constantFrom(...shows)).map((parts) => parts.flat()),
    runs: 24,
  }),
  bare({
    id: 'joins-time-and-again',
    title: 'The fourth room object of an application is as the first',
    clauses,
    uses: ['leave', 'dispose', 'end', 'remove', 'switch'],
    core: fc.tuple(life, life, life, comes, fc.constantFrom(...shows)).map((parts) => parts.flat()),
    runs: 8,
  }),
  bare({
    id: 'joins-later',
    title: 'A room object that is begun some time after another one has ended is not touched by what that one left',
    clauses: ['client.room-left-once', 'client.never-rejoins', 'client.room-left-last'],
    uses: ['leave', 'dispose'],
    timed: true,
    core: fc
      .tuple(
        fc.constantFrom<Round>([leave(CLIENT)], [dispose(CLIENT)], [roomLeft(reason.REMOVE_PEER)]),
        rooms,
        fc.boolean(),
      )
      .map(([ending, room, silent]) => [
        [announces({ heartbeatIntervalMs: 200, heartbeatTimeoutMs: 600, resumeWindowMs: 800 })],
        [join(CLIENT)],
        ...(silent ? [[ignores('leave')]] : []),
        ending,
        [join(CLIENT, room)],
        [wait('past-leave')],
        [left('bob')],
      ]),
    runs: 12,
  }),
];
