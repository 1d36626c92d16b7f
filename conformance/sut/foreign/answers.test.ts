/** What the answer of a call shows, when it comes behind the news that its seat has left. */
import { expect, test } from 'vitest';
import { reason } from '../../../gen/codes.js';
import { type Action, attendee, end, join, leave, remove, sync } from '../../exchange/scenario.js';
import type { Answer } from '../../exchange/testee.js';
import { Conversation } from '../testee/conversation.js';
import type { Shown } from '../told/driver.js';
import { ToldSeat } from '../told/seat.js';
import { newAnswerReader } from './answers.js';
import { newEventReader, newWordReader } from './reading.js';

const mapping = {
  leaver: [
    { native: 'bye', means: [reason.MANUAL_LEAVE_CALLED] },
    { native: 'kicked', means: [reason.REMOVE_PEER] },
    { native: 'closed', means: [reason.REMOVE_ALL] },
  ],
  others: [],
  refusals: [{ native: 'not here', code: 'failed_precondition' as const }],
};
const profile = {
  name: 'a system',
  side: 'server' as const,
  wire: false,
  features: [],
  resumeWindowMs: 0,
  slackMs: 0,
  tokens: false,
  unsupported: [],
  deviations: [],
};
const DONE: Answer = { kind: 'done' };
const NOT_HERE: Answer = { kind: 'refused', why: 'bob is not here', native: 'not here' };

/** Bob makes his calls one behind the other, and is told by `native` that he has left; shows how the n-th call is answered then. */
function answeredBehind(native: string, calls: readonly Action[], index: number, answer: Answer): Shown {
  const seat = new ToldSeat(attendee('bob'));
  seat.number(join('bob'));
  seat.begin('blue');
  const words = newWordReader(mapping);
  const made = calls.map((action) => {
    const { request } = seat.number(action);
    return { action, seat, visit: 1, request, entries: 1, departures: 0 };
  });
  const read = newEventReader(words, { id: 'w', seats: new Map([['bob', seat]]), owners: new Map() }, profile);
  read({ kind: 'told', told: { event: 'roomLeft', native } }, seat);
  seat.departures += 1;
  for (const { action, request = 0 } of made)
    if (action.kind === 'leave' || action.kind === 'end') seat.parted.push({ kind: action.kind, visit: 1, request });
  const call = made[index];
  if (!call) throw new Error('there is no such call');
  return newAnswerReader(new Conversation(), words, true)(call, answer);
}

const refused = { kind: 'rejected', code: 'failed_precondition', replyTo: 1 };

test.each([
  ['a Sync before a leave', 'bye', [sync('bob'), leave('bob')], DONE, { kind: 'accepted', replyTo: 1 }],
  ['a Remove before a leave', 'bye', [remove('bob', 'ann'), leave('bob')], NOT_HERE, refused],
  ['a Remove before an end', 'closed', [remove('bob', 'ann'), end('bob')], NOT_HERE, refused],
] as const)('%s was answered before the end of the stay', (_, native, calls, answer, shown) => {
  expect(answeredBehind(native, calls, 0, answer)).toEqual(shown);
});

test.each([
  ['a leave that found its stay ended by somebody else', [leave('bob')], NOT_HERE],
  ['a request that did', [remove('bob', 'ann'), leave('bob')], NOT_HERE],
  ['a Sync that was answered after that', [sync('bob')], DONE],
] as const)('%s shows nothing', (_, calls, answer) => {
  expect(answeredBehind('kicked', calls, 0, answer)).toBeUndefined();
});

test.each([
  ['is answered well', DONE],
  ['is refused', NOT_HERE],
])('what was asked behind the leave, and %s, shows nothing', (_, answer) => {
  expect(answeredBehind('bye', [leave('bob'), sync('bob')], 1, answer)).toBeUndefined();
});
