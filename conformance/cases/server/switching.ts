/** Switching: a participant goes from one room to another, and both rooms are told. */

import fc from 'fast-check';
import { close as closeCode, reason } from '../../../gen/codes.js';
import {
  attendee,
  close,
  cut,
  end,
  host,
  join,
  leave,
  type Round,
  remove,
  resume,
  switchRoom,
  sync,
} from '../../exchange/scenario.js';
import type { Case } from '../case.js';
import { busy, calm, seats, sketch } from './sketch.js';

const twoRooms = { ...busy, weights: { join: 6, leave: 2, sync: 2, remove: 1, switch: 3 } };
const opened = [[join('ann', 'blue'), join('abe', 'green')], [join('bob', 'blue')], [join('cyd', 'blue')]];
const who = fc.constantFrom('bob', 'cyd');
/** A seat that joins and acts at once acts a little later than a SwitchRoom that is sent at the same time. */
const withLatecomer = { ...twoRooms, seats: [...busy.seats, host('gus')] };

/** At the same moment, and yet one of them is sent first. */
const eitherFirst = (one: Round, other: Round): fc.Arbitrary<Round> =>
  fc.constantFrom<Round>([...one, ...other], [...other, ...one]);

/** The server cases about switching. */
export const switchingCases: readonly Case[] = [
  sketch({
    id: 'switch',
    title: 'A participant who switches gets the Joined of the new room, and both rooms are told',
    clauses: [
      'switch.answered',
      'switch.announced',
      'switch.no-room-left',
      'sequence.dense',
      'reason.true',
      'join.roster',
    ],
    needs: ['switch'],
    codes: [reason.SWITCH_ROOM],
    uses: ['switch'],
    mix: twoRooms,
    core: who.map((one) => [...opened, [switchRoom(one, 'green')], [sync(one)], [switchRoom(one, 'blue')]]),
  }),
  sketch({
    id: 'switch-watched',
    title: 'An observer of both rooms is told of the departure before the arrival',
    clauses: ['switch.order'],
    needs: ['switch'],
    uses: ['switch'],
    mix: { ...twoRooms, seats: [...busy.seats, attendee('phone', 'ann')] },
    core: fc.constant([
      ...opened,
      [join('phone', 'green')],
      [switchRoom('bob', 'green')],
      [sync('ann'), sync('phone')],
    ]),
  }),
  sketch({
    id: 'switch-refused',
    title: 'The server refuses a switch to the same room, and the caller stays',
    clauses: ['switch.same-room', 'request.refused-changes-nothing'],
    needs: ['switch'],
    uses: ['switch'],
    mix: twoRooms,
    core: who.map((one) => [...opened, [switchRoom(one, 'blue')], [sync(one)]]),
  }),
  sketch({
    id: 'switch-duplicate',
    title: 'Without replace, the server refuses a switch into a room where the participant already is',
    clauses: ['join.duplicate', 'request.refused-changes-nothing'],
    needs: ['switch'],
    lacks: ['replace'],
    uses: ['switch'],
    mix: { ...calm, rooms: ['blue', 'green'], seats: [...seats, attendee('phone', 'bob')] },
    core: fc.constant([
      [join('ann')],
      [join('bob')],
      [join('phone', 'green')],
      [switchRoom('phone', 'blue')],
      [sync('phone')],
    ]),
  }),
  sketch({
    id: 'switch-and-leave',
    title: 'Requests behind a switch take effect in the new room',
    clauses: ['switch.waits', 'switch.answered', 'connection.goodbye', 'reason.agree'],
    needs: ['switch'],
    uses: ['switch', 'leave', 'close'],
    mix: twoRooms,
    core: who.map((one) => [
      ...opened,
      [switchRoom(one, 'green'), leave(one)],
      [join(one, 'blue')],
      [switchRoom(one, 'green'), close(one, closeCode.LEAVE)],
    ]),
  }),
  sketch({
    id: 'switch-and-removal',
    title:
      'If a switch and a removal come at the same time, one of them decides, and nobody is in two rooms or in none',
    clauses: ['switch.first-reason', 'reason.first-wins', 'departure.once'],
    needs: ['switch', 'remove'],
    uses: ['switch', 'remove', 'end'],
    mix: withLatecomer,
    core: fc
      .constantFrom(
        [remove('ann', 'bob')],
        [end('ann')],
        [join('gus', 'blue'), remove('gus', 'bob')],
        [join('gus', 'blue'), end('gus')],
      )
      .chain((rivals) => eitherFirst([switchRoom('bob', 'green')], rivals))
      .map((race) => [...opened, race, [sync('bob')], [sync('abe')]]),
  }),
  sketch({
    id: 'switch-into-end',
    title: 'A room that ends during a switch still admits the participant, in a new session if necessary',
    clauses: ['switch.commits', 'session.fresh', 'departure.once'],
    needs: ['switch'],
    uses: ['switch', 'end'],
    mix: withLatecomer,
    core: fc
      .tuple(who, fc.constantFrom([end('abe')], [join('gus', 'green'), end('gus')]))
      .chain(([one, ends]) => fc.tuple(fc.constant(one), eitherFirst([switchRoom(one, 'green')], ends)))
      .map(([one, race]) => [...opened, race, [sync(one)], [join('abe', 'green')]]),
  }),
  sketch({
    id: 'switch-and-loss',
    title: 'A participant who loses its connection during a switch resumes in the room where the switch ended',
    clauses: ['switch.resume-waits', 'resume.resumed', 'resume.missed'],
    needs: ['switch', 'resume'],
    uses: ['switch', 'cut', 'resume'],
    mix: twoRooms,
    core: who.map((one) => [
      ...opened,
      [switchRoom(one, 'green'), cut(one)],
      [resume(one)],
      [sync(one)],
      [switchRoom(one, 'blue')],
      [resume(one)],
      [sync(one)],
    ]),
  }),
];
