/** The operator in rooms of one, of two and of nobody, in the third opening of a room, and behind a loss: each method in each. */
import fc from 'fast-check';
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
  resume,
  sync,
  wait,
} from '../../exchange/scenario.js';
import type { Case } from '../case.js';
import { callEdges } from './edges.js';
import { plainCase, turns } from './sketch.js';

/** A scenario of these cases is short. */
const CALL_RUNS = 8;
const seats = [host('ann'), attendee('bob'), host('abe'), attendee('cyd')];
const session = fc.constantFrom('none', 'newest');
const ending = fc.constantFrom('endMeeting', 'closeRoom');
const removing = fc.constantFrom('removeParticipant', 'stopMediaRelay');

/** Two are in green all the time, so that it shows when a call reaches them. */
const inGreen: readonly Round[] = [[join('abe', 'green')], [join('cyd', 'green')]];
const whole = (rounds: readonly Round[]) => ({ seats, rounds: [...inGreen, ...rounds, [sync('abe'), sync('cyd')]] });

/** Opens blue, and is gone again, so many times. */
const openings = (count: number, goes: (who: string) => Action): Round[] =>
  Array.from({ length: count }, () => turns(join('ann'), goes('ann'))).flat();

/** The server cases about the operator in small rooms and late ones. */
export const callingCases: readonly Case[] = [
  plainCase({
    id: 'operator-few',
    title: 'The operator ends or closes a room of one, of two and of nobody, and the next opening is another session',
    clauses: ['operator.end', 'operator.close', 'operator.not-found', 'departure.tells-leaver'],
    needs: ['operator'],
    uses: ['operate'],
    runs: CALL_RUNS,
    scenarios: fc
      .tuple(ending, session, fc.subarray(['ann', 'bob'], { minLength: 1 }), ending)
      .map(([call, named, people, again]) =>
        whole([
          [operate(call, 'blue', { session: 'none' })],
          ...turns(...people.map((who) => join(who))),
          [operate(call, 'blue', { session: named })],
          [operate(again, 'blue', { session: 'newest' })],
          [join('bob')],
          [operate(again, 'blue', { session: 'none' })],
        ]),
      ),
  }),
  plainCase({
    id: 'operator-removes-few',
    title: 'The operator removes one of two, and then the last one, and the room is closed',
    clauses: ['operator.remove', 'operator.not-found', 'operator.departed', 'session.fresh'],
    needs: ['operator', 'extended_codes'],
    uses: ['operate'],
    runs: CALL_RUNS,
    scenarios: fc.tuple(fc.boolean(), fc.boolean()).map(([alone, twice]) =>
      whole([
        [join('ann')],
        ...(alone ? [] : [[join('bob')], [operate('removeParticipant', 'blue', { targets: ['bob'] })]]),
        ...(alone || !twice ? [] : [[operate('removeParticipant', 'blue', { targets: ['bob#1'] })], [sync('ann')]]),
        [operate('removeParticipant', 'blue', { targets: ['ann'] })],
        [operate('removeParticipant', 'blue', { session: 'none', targets: ['ann#1'] })],
        [join('ann')],
        // Whatever was drawn, somebody is named who has departed already.
        [join('bob')],
        [operate('removeParticipant', 'blue', { targets: ['bob'] })],
        [operate('removeParticipant', 'blue', { targets: [alone ? 'bob#1' : 'bob#2'] })],
        [sync('ann')],
      ]),
    ),
  }),
  plainCase({
    id: 'operator-elsewhere',
    title: 'A call never reaches a participation of another room',
    clauses: ['operator.not-found', 'room.isolated'],
    needs: ['operator', 'relay'],
    uses: ['operate'],
    runs: CALL_RUNS,
    scenarios: fc
      .tuple(removing, session, fc.constantFrom(['cyd'], ['abe'], ['bob', 'cyd'], ['cyd', 'bob']))
      .map(([call, named, targets]) =>
        whole([
          [join('ann')],
          [join('bob')],
          [operate(call, 'blue', { session: named, targets: call === 'stopMediaRelay' ? targets : ['cyd'] })],
          [sync('ann'), sync('bob')],
        ]),
      ),
  }),
  plainCase({
    id: 'operator-openings',
    title: 'In the third opening of a room a call that names an earlier one affects nobody',
    clauses: ['operator.not-found', 'session.fresh'],
    needs: ['operator'],
    uses: ['operate', 'leave', 'end'],
    runs: CALL_RUNS,
    scenarios: fc
      .tuple(fc.constantFrom(leave, end), fc.integer({ min: 2, max: 4 }), fc.shuffledSubarray([...callEdges]), ending)
      .map(([goes, count, tried, call]) =>
        whole([
          ...openings(count, goes),
          [join('ann')],
          [join('bob')],
          ...tried.flatMap(({ step, field, value }): Round[] =>
            value === 'a room without anybody' ? nobody(field) : [[step]],
          ),
          [operate('removeParticipant', 'blue', { session: 'none', targets: ['ann#1'] })],
          [sync('ann'), sync('bob')],
          [operate(call)],
        ]),
      ),
  }),
  plainCase({
    id: 'operator-and-lost',
    title: 'A room whose last participant is lost is open until the resume window is over, and not after it',
    clauses: ['operator.end', 'operator.close', 'operator.not-found'],
    needs: ['operator', 'resume'],
    window: true,
    timed: true,
    uses: ['operate', 'cut'],
    runs: 4,
    scenarios: fc
      .shuffledSubarray(['endMeeting', 'closeRoom'] as const, { minLength: 2 })
      .map((calls) =>
        whole([
          [join('ann')],
          [join('bob')],
          [leave('ann')],
          ...calls.flatMap((call): Round[] => [
            [cut('bob')],
            [operate(call)],
            [operate(call, 'blue', { session: 'none' })],
            [resume('bob')],
            [join('bob')],
          ]),
          [cut('bob')],
          [wait('past-window')],
          [wait('half-window')],
          [operate(calls[0] ?? 'endMeeting', 'blue', { session: 'none' })],
          [join('ann')],
          [sync('ann')],
        ]),
      ),
  }),
  plainCase({
    id: 'operator-removes-lost',
    title: 'A participant who was lost can be removed until the room is closed, and nobody is told twice',
    clauses: ['operator.remove', 'operator.departed'],
    needs: ['operator', 'resume'],
    window: true,
    timed: true,
    uses: ['operate', 'cut'],
    runs: 4,
    scenarios: fc.boolean().map((over) =>
      whole([
        [join('ann')],
        [join('bob')],
        [cut('bob')],
        ...(over ? [[wait('past-window')]] : []),
        [operate('removeParticipant', 'blue', { targets: ['bob'] })],
        [sync('ann')],
        [operate('removeParticipant', 'blue', { targets: ['bob#1'] })],
        // Whichever was drawn, somebody is removed who is there.
        [join('bob')],
        [operate('removeParticipant', 'blue', { targets: ['bob'] })],
        [sync('ann')],
      ]),
    ),
  }),
];

/** Nobody is in red. The field says which method it is of. */
const nobody = (field: string): Round[] => [
  [operate(field.startsWith('end') ? 'endMeeting' : 'closeRoom', 'red', { session: 'none' })],
];
