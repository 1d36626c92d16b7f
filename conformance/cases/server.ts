/** Server cases for the core: who is told of a departure, when, and why. */
import fc from 'fast-check';
import type { ClauseId } from '../../gen/clauses.js';
import { after, anyScenario, around, everyday, type Mix } from '../arbitraries/index.js';
import {
  type Action,
  type ActionKind,
  attendee,
  close,
  cut,
  end,
  type Feature,
  host,
  join,
  leave,
  malformed,
  NOBODY,
  type Round,
  remove,
  sync,
  unknownRequest,
} from '../exchange/index.js';
import type { Case } from './case.js';

const RUNS = 20;

const seats = [host('ann'), attendee('bob'), attendee('cyd')];
const calm: Mix = { seats, rooms: ['blue'], weights: { join: 6, leave: 2, sync: 2, remove: 1 } };

interface Sketch {
  readonly id: string;
  readonly title: string;
  readonly clauses: readonly [ClauseId, ...ClauseId[]];
  readonly needs?: readonly Feature[];
  readonly lacks?: readonly Feature[];
  readonly uses?: readonly ActionKind[];
  readonly mix?: Mix;
  /** What must happen, round by round; everyday life of the mix goes on around it. */
  readonly core: fc.Arbitrary<readonly Round[]>;
}

const sketch = ({ id, title, clauses, needs = [], lacks = [], uses = [], mix = calm, core }: Sketch): Case => ({
  id: `server/${id}`,
  title,
  clauses,
  needs,
  lacks,
  uses,
  scenarios: around(mix, core),
  runs: RUNS,
});

/** Rounds of one step each. */
const turns = (...steps: readonly Action[]): Round[] => steps.map((step) => [step]);
const everyone = turns(join('ann'), join('bob'), join('cyd'));
const anyone = fc.constantFrom('ann', 'bob', 'cyd');
const anAttendee = fc.constantFrom('bob', 'cyd');
const other = (name: string) => (name === 'bob' ? 'cyd' : 'bob');

const leaving: readonly Case[] = [
  sketch({
    id: 'leave',
    title: 'Whoever leaves is answered, and the others hear of it once',
    clauses: ['leave.answered', 'departure.tells-leaver', 'departure.tells-others', 'departure.once', 'reason.agree'],
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
    title: 'Two Leaves in one breath are one departure',
    clauses: ['departure.once', 'departure.last', 'reason.first-wins', 'request.settled-by-room-left'],
    uses: ['leave'],
    core: anyone.map((who) => [...everyone, [leave(who), leave(who)]]),
  }),
  sketch({
    id: 'leave-after-end',
    title: 'A Leave right behind an End changes nothing any more',
    clauses: ['reason.first-wins', 'departure.last', 'end.everyone'],
    uses: ['end', 'leave'],
    core: fc.constant([...everyone, [end('ann'), leave('ann')]]),
  }),
];

const losing: readonly Case[] = [
  sketch({
    id: 'connection-lost',
    title: 'A lost connection is a departure with 1001',
    clauses: ['connection.lost', 'departure.once'],
    uses: ['cut'],
    core: anyone.map((who) => [...everyone, [cut(who)]]),
  }),
  sketch({
    id: 'resume-window',
    title: 'A loss is announced when the resume window is over, and not before',
    clauses: ['connection.lost-in-time', 'connection.lost'],
    needs: ['resume'],
    uses: ['cut'],
    core: anyone.map((who) => [...everyone, [cut(who)]]),
  }),
  sketch({
    id: 'goodbye',
    title: 'A close with 4101 is a Leave, and any other close a lost connection',
    clauses: ['connection.goodbye', 'connection.other-close', 'connection.lost'],
    uses: ['close'],
    core: fc
      .tuple(anAttendee, fc.constantFrom(1000, 1001, 3000))
      .map(([who, code]) => [...everyone, [close(who, 4101)], [close(other(who), code)]]),
  }),
  sketch({
    id: 'malformed-frame',
    title: 'A bad frame closes its own connection, with its own code, and disturbs nobody else',
    clauses: [
      'frame.wrong-type',
      'frame.undecodable',
      'frame.oversize',
      'frame.first',
      'frame.join-again',
      'frame.contained',
    ],
    uses: ['malformed'],
    core: fc
      .shuffledSubarray(['wrong-type', 'undecodable', 'oversize', 'join-again'] as const, { minLength: 4 })
      .map((frames) => [
        [leave('cyd')],
        [malformed('cyd', 'request-first')],
        ...everyone,
        ...frames.flatMap((frame): Round[] => [[join('bob')], [malformed('bob', frame)]]),
      ]),
  }),
];

const ending: readonly Case[] = [
  sketch({
    id: 'end-by-host',
    title: 'A host ends the meeting for all',
    clauses: ['end.host', 'end.everyone', 'departure.by-room-left-alone', 'reason.true'],
    uses: ['end'],
    core: fc.constant([...everyone, [end('ann')]]),
  }),
  sketch({
    id: 'end-refused',
    title: 'An attendee among others cannot end the meeting',
    clauses: ['end.authority', 'request.refused-changes-nothing'],
    uses: ['end'],
    core: anAttendee.map((who) => [...everyone, [end(who)]]),
  }),
  sketch({
    id: 'last-participant-ends',
    title: 'The last participant may end the meeting, whatever its role',
    clauses: ['end.last-participant'],
    uses: ['end'],
    core: anAttendee.map((who) => [...everyone, [leave('ann')], [leave(other(who))], [join(who)], [end(who)]]),
  }),
];

const removing: readonly Case[] = [
  sketch({
    id: 'remove',
    title: 'A host removes a participant',
    clauses: ['remove.takes-effect', 'departure.tells-leaver', 'departure.tells-others', 'reason.true', 'reason.agree'],
    needs: ['remove'],
    uses: ['remove'],
    core: anAttendee.map((who) => [...everyone, [remove('ann', who)]]),
  }),
  sketch({
    id: 'remove-refused',
    title: 'Attendees remove nobody, and a host not itself',
    clauses: ['remove.authority', 'remove.self', 'request.refused-changes-nothing'],
    needs: ['remove'],
    uses: ['remove'],
    core: anAttendee.map((who) => [...everyone, [remove(who, 'ann')], [remove('ann', 'ann')]]),
  }),
  sketch({
    id: 'remove-unknown',
    title: 'A participation of another room, another session or nobody cannot be removed',
    clauses: ['remove.unknown'],
    needs: ['remove'],
    uses: ['remove'],
    mix: { ...calm, rooms: ['blue', 'green'] },
    core: fc
      .constantFrom<readonly Round[]>(
        [[join('ann')]],
        [[join('ann')], [join('bob', 'green')], [remove('ann', 'bob')]],
        turns(join('bob'), join('ann'), end('ann'), join('ann'), remove('ann', 'bob#1')),
      )
      .map((rounds) => [...rounds, [remove('ann', NOBODY)]]),
  }),
  sketch({
    id: 'remove-departed',
    title: 'Removing somebody who has left already succeeds, and does nothing',
    clauses: ['remove.departed'],
    needs: ['remove'],
    uses: ['remove'],
    core: anAttendee.map((who) => [
      ...everyone,
      [leave(who)],
      [join('ann')],
      [join(other(who))],
      [remove('ann', who)],
      [remove('ann', who), remove('ann', who)],
    ]),
  }),
  sketch({
    id: 'remove-undeclared',
    title: 'A server that does not declare remove refuses it',
    clauses: ['request.unknown'],
    lacks: ['remove'],
    uses: ['remove'],
    core: fc.constant([...everyone, [remove('ann', 'bob')]]),
  }),
];

const joining: readonly Case[] = [
  sketch({
    id: 'late-joiner',
    title: 'Whoever comes late gets the roster, and hears of later events only',
    clauses: ['join.no-past', 'join.roster', 'join.announced'],
    core: fc.constant([...turns(join('ann'), join('bob'), leave('bob'), join('cyd'), sync('cyd'))]),
  }),
  sketch({
    id: 'rejoin',
    title: 'Whoever comes back is a new participation, in a new session if the room was empty',
    clauses: ['participation.fresh', 'session.fresh', 'session.shared', 'departure.one-order', 'end.new-session'],
    uses: ['leave', 'end'],
    core: fc.constant([...everyone, ...turns(leave('bob'), join('bob'), end('ann'), join('ann'), join('bob'))]),
  }),
  sketch({
    id: 'duplicate-join',
    title: 'A second device of somebody who is present is refused, and may try again later',
    clauses: ['join.duplicate', 'join.refused-unbound', 'sequence.refused-join'],
    lacks: ['replace'],
    uses: ['join'],
    mix: { ...calm, seats: [...seats, attendee('phone', 'bob')] },
    core: fc.constant([...everyone, [join('phone')], [leave('bob')], [join('phone')]]),
  }),
];

const talking: readonly Case[] = [
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

const busy: Mix = {
  seats: [host('ann'), host('abe'), attendee('bob'), attendee('cyd')],
  rooms: ['blue', 'green'],
  weights: everyday,
};

const together: readonly Case[] = [
  sketch({
    id: 'two-rooms',
    title: 'What happens in one room is not seen in another',
    clauses: ['room.isolated', 'end.everyone', 'session.fresh'],
    uses: ['leave', 'end'],
    mix: { ...busy, weights: { join: 6, leave: 2, sync: 2 } },
    core: fc.constant([
      [join('ann', 'blue'), join('abe', 'green')],
      [join('bob', 'blue'), join('cyd', 'green')],
      [leave('bob')],
      [end('abe')],
      [sync('ann')],
    ]),
  }),
  sketch({
    id: 'fence',
    title: 'The answer to Sync comes after everything that came before it',
    clauses: ['fence.effects-first', 'sync.accepted'],
    uses: ['sync'],
    mix: busy,
    core: fc.constant([...everyone, [leave('cyd')], [sync('ann'), sync('bob')], [join('cyd')], [sync('ann')]]),
  }),
  {
    id: 'server/meeting',
    title: 'Anything, by anybody, at the same time',
    clauses: [
      'departure.once',
      'departure.room-order',
      'reason.true',
      'reason.agree',
      'reason.never-unspecified',
      'reason.local-stays-local',
      'request.answered',
      'history.nothing-else',
    ],
    needs: ['room_order'],
    lacks: [],
    uses: [],
    scenarios: after(
      [
        [join('ann'), join('abe')],
        [join('bob'), join('cyd')],
        [leave('bob'), leave('cyd')],
      ],
      anyScenario({ ...busy, weights: { ...everyday, cut: 1, close: 1, unknown: 1 } }, 4, 12),
    ),
    runs: 2 * RUNS,
  },
];

export const serverCases: readonly Case[] = [
  ...leaving,
  ...losing,
  ...ending,
  ...removing,
  ...joining,
  ...talking,
  ...together,
];
