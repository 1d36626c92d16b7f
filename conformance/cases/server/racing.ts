/** Actions at the same moment: they have happened in some order, and everybody is told of the same order. */
import fc from 'fast-check';
import { allAtOnce, type Racers, races } from '../../arbitraries/racing.js';
import {
  type Action,
  attendee,
  cut,
  end,
  host,
  join,
  leave,
  operate,
  type Round,
  remove,
  resume,
  switchRoom,
  sync,
} from '../../exchange/scenario.js';
import type { Case } from '../case.js';
import { type Fields, plainCase } from './sketch.js';

const racers: Racers = {
  hosts: ['ann', 'eve'],
  attendees: ['bob', 'cyd'],
  elsewhere: 'abe',
  twin: 'phone',
  seats: [
    host('ann'),
    host('eve'),
    attendee('bob'),
    attendee('cyd'),
    host('abe'),
    attendee('phone', 'bob'),
    host('gus'),
  ],
};

/** Scenarios of a case whose point is a rare meeting of two messages: more of them than elsewhere. */
const RACES = 30;

const shuffled = (...steps: readonly Action[]): fc.Arbitrary<readonly Round[]> =>
  fc.shuffledSubarray([...steps], { minLength: steps.length }).map((round) => [round]);

/** Around the end of the window, in milliseconds. */
const expiry = fc.constantFrom(-20, -5, 0, 2, 5, 10, 20, 40);

/** What has to be let in itself comes as late as a switch does: its end meets the switch where it is under way. */
const letInAndEnds: fc.Arbitrary<readonly Round[]> = fc
  .constantFrom('bob', 'cyd')
  .map((who) => [[switchRoom(who, 'green'), join('gus', 'green'), end('gus')]]);

const race = (fields: Omit<Fields, 'scenarios'>, heats: fc.Arbitrary<readonly Round[]>): Case =>
  plainCase({ runs: RACES, ...fields, scenarios: races(racers, heats) });

/** The server cases about simultaneous actions. */
export const racingCases: readonly Case[] = [
  race(
    {
      id: 'race-end-and-leave',
      title: 'If somebody ends the meeting while somebody leaves, each departs once, with one reason for everybody',
      clauses: ['departure.once', 'reason.agree', 'reason.first-wins', 'end.everyone'],
      uses: ['end', 'leave'],
    },
    fc.constantFrom('bob', 'cyd', 'eve').chain((who) => shuffled(leave(who), end('ann'))),
  ),
  race(
    {
      id: 'race-departures',
      title: 'Everybody who stays is told of simultaneous departures in the same order',
      clauses: ['departure.room-order', 'departure.one-order', 'departure.once'],
      needs: ['room_order'],
      uses: ['leave'],
    },
    fc
      .constantFrom<readonly Action[]>(
        [leave('bob'), leave('cyd')],
        [leave('bob'), leave('eve')],
        [leave('cyd'), sync('ann'), leave('bob')],
      )
      .chain((steps) => shuffled(...steps)),
  ),
  race(
    {
      id: 'race-removal',
      title:
        'A removal races with a leave, a new Join or a second removal of the same participant, and it is gone for everybody',
      clauses: ['departure.once', 'departure.tells-others', 'remove.takes-effect', 'reason.agree'],
      needs: ['remove'],
      uses: ['remove', 'leave'],
    },
    fc
      .constantFrom<readonly Action[]>(
        [remove('ann', 'bob'), leave('bob')],
        [remove('ann', 'bob'), join('phone')],
        [remove('ann', 'bob'), join('phone'), sync('eve')],
        [remove('ann', 'bob'), remove('eve', 'bob')],
        [remove('ann', 'bob'), end('eve')],
      )
      .chain((steps) => shuffled(...steps)),
  ),
  race(
    {
      id: 'race-operator',
      title: 'If the operator and the participants act at the same time, the first reason wins',
      clauses: ['departure.once', 'reason.agree', 'reason.first-wins'],
      needs: ['operator'],
      uses: ['operate', 'leave'],
    },
    fc
      .constantFrom<readonly Action[]>(
        [operate('endMeeting'), leave('bob')],
        [operate('closeRoom'), end('ann')],
        [operate('removeParticipant', 'blue', { targets: ['bob'] }), leave('bob')],
        [operate('removeParticipant', 'blue', { targets: ['bob'] }), remove('ann', 'bob')],
        [operate('endMeeting'), join('phone')],
        [operate('endMeeting', 'green'), switchRoom('bob', 'green')],
      )
      .chain((steps) => shuffled(...steps)),
  ),
  race(
    {
      id: 'race-switch',
      title:
        'A switch races with an end of the participation or of the target: the participant is in one room, or was told why in none',
      clauses: ['switch.first-reason', 'switch.commits', 'departure.once', 'reason.agree'],
      needs: ['switch', 'remove'],
      uses: ['switch', 'end', 'remove'],
    },
    fc
      .constantFrom<readonly Action[]>(
        [switchRoom('bob', 'green'), end('abe')],
        [switchRoom('bob', 'green'), switchRoom('cyd', 'green'), end('abe')],
        [switchRoom('bob', 'green'), end('ann')],
        [switchRoom('bob', 'green'), remove('ann', 'bob')],
        [switchRoom('bob', 'green'), join('phone', 'green')],
        [switchRoom('bob', 'green'), leave('abe')],
      )
      .chain((steps) => fc.oneof({ weight: 3, arbitrary: shuffled(...steps) }, { weight: 1, arbitrary: letInAndEnds }))
      .map((heat) => [...heat, [sync('bob'), sync('cyd')]]),
  ),
  race(
    {
      id: 'race-resume',
      title: 'A Resume at the very end of the window succeeds, or the participant departs, but never both',
      clauses: ['resume.or-departure', 'departure.once'],
      needs: ['resume'],
      window: true,
      timed: true,
      uses: ['cut', 'resume'],
    },
    fc
      .tuple(fc.constantFrom('bob', 'cyd'), expiry)
      // It leaves in the end: where it came back in time, that is its one departure.
      .map(([who, late]) => [[cut(who)], [resume(who, { late })], [sync(who), sync('ann')], [leave(who)]]),
  ),
  race(
    {
      id: 'race-return',
      title:
        'A participant who resumes while it is removed, ended or moved gets the true reason or the room, but never both',
      clauses: ['resume.or-departure', 'resume.true-reason', 'reason.agree', 'departure.once'],
      needs: ['resume', 'remove'],
      uses: ['cut', 'resume', 'remove', 'end'],
    },
    fc
      .constantFrom<Action>(remove('ann', 'bob'), end('ann'), join('phone'))
      .chain((rival) => shuffled(resume('bob'), rival))
      .map((heat) => [[cut('bob')], ...heat, [resume('bob')]]),
  ),
  plainCase({
    id: 'race-anything',
    title: 'All participants do anything at exactly the same time',
    clauses: ['departure.once', 'reason.true', 'reason.agree', 'request.answered', 'history.nothing-else'],
    needs: ['room_order'],
    uses: ['leave', 'end'],
    runs: RACES,
    scenarios: allAtOnce(racers, 3, 6, 3),
  }),
];
