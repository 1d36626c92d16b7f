/** That somebody has left is reported behind the answers of its calls, and as often as it was told. */
import { expect, test } from 'vitest';
import { attendee } from '../../exchange/scenario.js';
import { reportOrder } from './order.js';
import { ToldSeat } from './seat.js';

function bench() {
  const reported: string[] = [];
  const order = reportOrder(
    () => true,
    () => {},
  );
  const report = (name: string) => ({ names: [], tell: () => void reported.push(name) });
  return { reported, order, report, seat: new ToldSeat(attendee('ann')) };
}

test('a roomLeft waits for the answer of a call that is outstanding', () => {
  const { reported, order, report, seat } = bench();
  seat.outstanding = 1;
  order.addRoomLeft(report('left'), seat);
  expect(reported).toEqual([]);
  order.add(report('answer'), seat);
  seat.outstanding = 0;
  order.callEnded(seat);
  expect(reported).toEqual(['answer', 'left']);
});

test('two roomLefts while a call is outstanding are both reported, in their order', () => {
  const { reported, order, report, seat } = bench();
  seat.outstanding = 1;
  order.addRoomLeft(report('first'), seat);
  order.addRoomLeft(report('second'), seat);
  seat.outstanding = 0;
  order.callEnded(seat);
  order.callEnded(seat);
  expect(reported).toEqual(['first', 'second']);
});
