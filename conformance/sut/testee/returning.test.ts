import { expect, test, vi } from 'vitest';
import type { AppEvent } from '../../exchange/client.js';
import { join, leave, unload } from '../../exchange/scenario.js';
import { onReturn } from './returning.js';
import { ClientSeat } from './seat.js';

const roomLeft = { told: { event: 'roomLeft', reason: { type: 'UNKNOWN', code: 1007 } } as AppEvent, list: undefined };
const world = { id: 'w', seats: [], answerMs: 1 };

function seat(...does: readonly ((one: ClientSeat) => void)[]): ClientSeat {
  const one = new ClientSeat('ann');
  for (const act of does) act(one);
  return one;
}

const joins = (one: ClientSeat) => void one.call(join('ann'), 0, false);
const leaves = (one: ClientSeat) => void one.call(leave('ann'), 0, true);
const isLeft = (one: ClientSeat) =>
  one.tell({ kind: 'told', ...roomLeft } as unknown as Parameters<typeof one.tell>[0]);
const unloads = (one: ClientSeat) => void one.call(unload('ann'), 0, true);
const listens = (one: ClientSeat) => void one.listeners.push({ event: 'roomLeft', reaction: 'join', call: undefined });

/** Whether it is told of somebody who comes back. */
function isTold(seats: readonly ClientSeat[], settledFrom: number | undefined = performance.now()): boolean {
  const cameBack = vi.fn();
  onReturn(seats, settledFrom, { ...world, cameBack })();
  return cameBack.mock.calls.length > 0;
}

test('a client whose room objects are all over has nothing to come back for', () => {
  expect(isTold([seat(joins, leaves, isLeft)])).toBe(true);
  expect(isTold([seat(joins, isLeft, joins, isLeft), seat()])).toBe(true);
});

test.each([
  ['it has a room object that is not over', [seat(joins)]],
  ['it is on its way out, and may still try to send its Leave', [seat(joins, leaves)]],
  ['it was told to join again', [seat(joins, isLeft, joins)]],
  ['another seat is still there', [seat(joins, isLeft), seat(joins)]],
  ['a listener is left that joins', [seat(joins, isLeft, listens)]],
  ['its page has gone away', [seat(joins, unloads)]],
  ['nobody has joined', [seat()]],
])('nobody is accused where %s', (_, seats) => {
  expect(isTold(seats)).toBe(false);
});

test('nor where the scenario was not played to its end', () => {
  const cameBack = vi.fn();
  onReturn([seat(joins, isLeft)], undefined, { ...world, cameBack })();
  expect(cameBack).not.toHaveBeenCalled();
});
