import { describe, expect, it } from 'vitest';
import { attendee, join, remove, sync } from '../../exchange/scenario.js';
import { ToldSeat } from './seat.js';

function inside(): ToldSeat {
  const seat = new ToldSeat(attendee('ann'));
  seat.number(join('ann'));
  return seat;
}

describe('the number of a call that was not made', () => {
  it('goes to the next one', () => {
    const seat = inside();
    const { request } = seat.number(remove('ann', 'bob'));
    seat.free(1, request);
    expect(seat.number(sync('ann'))).toEqual({ request });
  });

  it('goes to nobody where a later call bears the next one', () => {
    const seat = inside();
    const { request } = seat.number(remove('ann', 'bob'));
    seat.number(sync('ann'));
    seat.free(1, request);
    expect(seat.number(sync('ann'))).toEqual({ request: 3 });
  });

  it('goes to nobody in a later visit', () => {
    const seat = inside();
    const { request } = seat.number(remove('ann', 'bob'));
    seat.number(join('ann'));
    seat.number(sync('ann'));
    seat.free(1, request);
    expect(seat.number(sync('ann'))).toEqual({ request: 2 });
  });
});
