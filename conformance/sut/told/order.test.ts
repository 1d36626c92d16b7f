import { expect, it } from 'vitest';
import { attendee } from '../../exchange/scenario.js';
import { reportOrder } from './order.js';
import { ToldSeat } from './seat.js';

it('keeps every roomLeft that is told while a call is outstanding, the first one first', () => {
  const seat = new ToldSeat(attendee('ann'));
  const told: string[] = [];
  const report = (what: string) => ({ names: [], tell: () => told.push(what) });
  const order = reportOrder(
    () => true,
    () => {},
  );
  seat.outstanding = 1;
  order.addRoomLeft(report('destroyed'), seat);
  order.addRoomLeft(report('leaving'), seat);
  expect(told).toEqual([]);
  order.add(report('answer'), seat);
  seat.outstanding = 0;
  order.callEnded(seat);
  expect(told).toEqual(['answer', 'destroyed', 'leaving']);
});
