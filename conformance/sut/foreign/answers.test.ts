/** What the answer of a call shows, when it comes behind the news that its seat has left. */
import { expect, test } from 'vitest';
import { reason } from '../../../gen/codes.js';
import { type Action, attendee, leave, remove, sync } from '../../exchange/scenario.js';
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

/** Bob makes his calls one behind the other, is told by `native` that he has left, and then the first call is answered. */
function answeredBehind(native: string, calls: readonly Action[], answer: Answer): Shown {
  const seat = new ToldSeat(attendee('bob'));
  seat.begin('blue');
  const words = newWordReader(mapping);
  const made = calls.map((action) => ({
    action,
    seat,
    request: seat.number(action).request,
    entries: 1,
    departures: 0,
  }));
  const [first] = made;
  if (!first) throw new Error('no call is made');
  const read = newEventReader(words, { id: 'w', seats: new Map([['bob', seat]]), owners: new Map() }, profile);
  read({ kind: 'told', told: { event: 'roomLeft', native } }, seat);
  seat.departures += 1;
  return newAnswerReader(new Conversation(), words, true)(first, answer);
}

test('what was asked before the leave was answered before its end', () => {
  expect(answeredBehind('bye', [sync('bob'), leave('bob')], DONE)).toEqual({ kind: 'accepted', replyTo: 1 });
  const refused = { kind: 'rejected', code: 'failed_precondition', replyTo: 1 };
  expect(answeredBehind('bye', [remove('bob', 'ann'), leave('bob')], NOT_HERE)).toEqual(refused);
});

test.each([
  ['a leave that found its stay ended by somebody else', [leave('bob')], NOT_HERE],
  ['a request that did', [remove('bob', 'ann'), leave('bob')], NOT_HERE],
  ['a Sync that was answered after that', [sync('bob')], DONE],
] as const)('%s shows nothing', (_, calls, answer) => {
  expect(answeredBehind('kicked', calls, answer)).toBeUndefined();
});

test.each([
  ['is answered well', DONE],
  ['is refused', NOT_HERE],
])('what was asked behind the leave, and %s, shows nothing', (_, answer) => {
  const seat = new ToldSeat(attendee('bob'));
  seat.begin('blue');
  seat.number(leave('bob'));
  const action = sync('bob');
  const made = { action, seat, request: seat.number(action).request, entries: 1, departures: 0 };
  const words = newWordReader(mapping);
  const read = newEventReader(words, { id: 'w', seats: new Map([['bob', seat]]), owners: new Map() }, profile);
  read({ kind: 'told', told: { event: 'roomLeft', native: 'bye' } }, seat);
  seat.departures += 1;
  expect(newAnswerReader(new Conversation(), words, true)(made, answer)).toBeUndefined();
});
