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
  const seat = new ToldSeat(attendee('ann'));
  const report = (name: string) => ({
    names: [],
    tell: (visit = seat.visits) => void reported.push(`${name} ${visit}`),
  });
  return { reported, order, report, seat };
}

test('a roomLeft waits for the answer of a call that is outstanding', () => {
  const { reported, order, report, seat } = bench();
  seat.outstanding = 1;
  order.addRoomLeft(report('left'), seat);
  expect(reported).toEqual([]);
  order.add(report('answer'), seat);
  seat.outstanding = 0;
  order.callEnded(seat);
  expect(reported).toEqual(['answer 0', 'left 0']);
});

test('two roomLefts while a call is outstanding are both reported, in their order', () => {
  const { reported, order, report, seat } = bench();
  seat.outstanding = 1;
  order.addRoomLeft(report('first'), seat);
  order.addRoomLeft(report('second'), seat);
  seat.outstanding = 0;
  order.callEnded(seat);
  order.callEnded(seat);
  expect(reported).toEqual(['first 0', 'second 0']);
});

test('a roomLeft that comes while its seat joins anew is that of its last stay, once it is in', () => {
  const { reported, order, report, seat } = bench();
  seat.visits = 1;
  order.entered(seat);
  seat.visits = 2;
  seat.outstanding = 1;
  order.addRoomLeft(report('left'), seat);
  order.entered(seat);
  order.add(report('joined'), seat);
  expect(reported).toEqual(['left 1', 'joined 2']);
});
