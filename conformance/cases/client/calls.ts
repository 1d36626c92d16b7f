/** The application's calls: refused, answered, and settled at the end. */

import fc from 'fast-check';
import { reason } from '../../../gen/codes.js';
import { CLIENT } from '../../arbitraries/client.js';
import { type Action, attendee, end, host, join, leave, remove, switchRoom, viewer } from '../../exchange/scenario.js';
import type { Demand, Refusal } from '../../exchange/words.js';
import type { Case } from '../case.js';
import {
  answers,
  custom,
  cuts,
  FEW,
  ignores,
  joins,
  left,
  meeting,
  type Rounds,
  refuses,
  rests,
  roomLeft,
} from './sketch.js';

const asking: readonly { readonly demand: Demand; readonly call: Action }[] = [
  { demand: 'end', call: end(CLIENT) },
  { demand: 'remove', call: remove(CLIENT, 'bob') },
  { demand: 'switch', call: switchRoom(CLIENT, 'green') },
  { demand: 'mode', call: viewer(CLIENT) },
];

const anyCall = fc.constantFrom(...asking);
const anyRefusal = fc.constantFrom<Refusal>(
  'permission_denied',
  'unimplemented',
  'not_found',
  'invalid_argument',
  'resource_exhausted',
  'unavailable',
);

/** Whom the application says that it is; the suite's world knows nobody else. */
const anySeat = fc
  .tuple(fc.constantFrom(host, attendee), fc.constantFrom('Ann', 'Αννα', 'ann@example.org', 'a b'))
  .map(([seat, participant]) => seat(CLIENT, participant));

/** Each by itself, so that nothing is sent that nobody has asked for. */
const askedRounds: readonly Rounds[] = [
  [[remove(CLIENT, 'bob')], [remove(CLIENT, 'cyd')]],
  [[switchRoom(CLIENT, 'Green')], [switchRoom(CLIENT, 'Rot & Blau')]],
  [[refuses('mode')], [viewer(CLIENT)]],
  [[refuses('end')], [end(CLIENT)]],
  [[cuts()], [remove(CLIENT, 'cyd')]],
];

/** The client cases about calls of the application. */
export const clientCallsCases: readonly Case[] = [
  meeting({
    id: 'refused-call',
    title: 'A call fails if its request is refused, and changes nothing else',
    clauses: ['client.refused-call'],
    uses: ['end', 'remove', 'switch', 'mode'],
    core: fc
      .tuple(anyCall, anyRefusal)
      .map(([{ demand, call }, code]) => [[refuses(demand, code)], [call], [left('cyd')]]),
    runs: 30,
  }),
  meeting({
    id: 'switch-refused',
    title: 'A refused switch fails its call, and the client stays in its room',
    clauses: ['client.switch-fires-none', 'client.refused-call'],
    uses: ['switch'],
    core: anyRefusal.map((code) => [[refuses('switch', code)], [switchRoom(CLIENT, 'green')], [left('bob')]]),
  }),
  meeting({
    id: 'end',
    title: 'When the application ends the meeting, its call succeeds and the meeting is over for it',
    clauses: ['client.calls-settled', 'client.server-word'],
    uses: ['end'],
    core: fc.constant([[end(CLIENT)]]),
    runs: 5,
  }),
  meeting({
    id: 'outstanding-calls',
    title: 'roomLeft settles a call that the server has not answered',
    clauses: ['client.calls-settled', 'client.server-word'],
    uses: ['end', 'remove', 'switch', 'mode'],
    core: fc
      .tuple(anyCall, fc.constantFrom(reason.REMOVE_PEER, reason.REMOVE_ALL, 'absent' as const))
      .map(([{ demand, call }, code]) => [[ignores(demand)], [call], [roomLeft(code)]]),
    runs: 8,
  }),
  meeting({
    id: 'late-calls',
    title: 'A call that is made after roomLeft ends immediately',
    clauses: ['client.late-calls', 'client.room-left-once'],
    uses: ['end', 'remove', 'switch', 'mode', 'leave'],
    core: fc
      .tuple(anyCall, fc.constantFrom(reason.REMOVE_PEER, reason.REMOVE_ALL, 'absent' as const))
      .map(([{ call }, code]) => [[roomLeft(code)], [rests], [call], [leave(CLIENT)]]),
    runs: 12,
  }),
  custom({
    id: 'as-asked',
    title: 'The client sends what its application has asked for, and nothing else',
    clauses: ['client.as-asked'],
    uses: ['end', 'remove', 'switch', 'mode', 'leave'],
    scenarios: fc
      .tuple(anySeat, fc.shuffledSubarray([...askedRounds], { minLength: 2 }), fc.boolean())
      .map(([seat, asked, again]) => ({
        seats: [seat],
        rounds: [
          joins,
          ...asked.flat(),
          ...(again ? [[leave(CLIENT)], [join(CLIENT, 'Gelb')], [remove(CLIENT, 'bob')]] : []),
        ],
      })),
    runs: 30,
  }),
  custom({
    id: 'join-as-asked',
    title: 'A Join that is repeated says the same as the first one',
    clauses: ['client.as-asked', 'client.join-id'],
    timed: true,
    scenarios: anySeat.map((seat) => ({
      seats: [seat],
      rounds: [
        [answers('join', { how: 'cut' })],
        joins,
        [answers('join', { how: 'lawfully' })],
        [rests],
        [left('bob')],
      ],
    })),
    runs: FEW,
  }),
  meeting({
    id: 'numbers',
    title: 'Request numbers go on through every Resume and SwitchRoom',
    clauses: ['client.numbers', 'client.ack'],
    uses: ['end', 'remove', 'switch'],
    core: fc
      .boolean()
      .map((lost) => [
        [refuses('end')],
        [end(CLIENT)],
        [remove(CLIENT, 'cyd')],
        ...(lost ? [[cuts()]] : []),
        [switchRoom(CLIENT, 'green')],
        [end(CLIENT), remove(CLIENT, 'bob')],
      ]),
  }),
];
