import { describe, expect, it } from 'vitest';
import { type Action, attendee } from '../../exchange/scenario.js';
import type { Driver } from './driver.js';
import { type Fencing, fenceRooms } from './fence.js';
import { ToldSeat } from './seat.js';

/** A seat that is in a room. */
function inside(name: string, room: string): ToldSeat {
  const seat = new ToldSeat(attendee(name));
  seat.room = room;
  seat.presence = 'inside';
  return seat;
}

type Given = Partial<Pick<Driver, 'quietMs' | 'oneWay' | 'fences' | 'unfenced'>>;

/** A fence among these seats. `tells`: whom of those in the room the system tells of the sentinel, each time that it comes and goes. */
function fencing(seats: readonly ToldSeat[], tells: (seat: ToldSeat, time: number) => boolean, given: Given = {}) {
  const rooms: string[] = [];
  const untold: string[][] = [];
  const synced: Action[] = [];
  const driver = {
    quietMs: 0,
    oneWay: false,
    fences: 2,
    unfenced: 'quiet',
    newsMs: 1,
    ...given,
    async comeAndGo(room: string) {
      rooms.push(room);
      for (const seat of seats) if (seat.room === room && tells(seat, rooms.length)) seat.sentinels += 1;
    },
    untold: (missed: readonly ToldSeat[]) => untold.push(missed.map(({ seat }) => seat.name)),
  } as Partial<Driver> as Driver;
  const around: Fencing = {
    driver,
    place: { id: 'world', answerMs: 1, owners: new Map(), seats: new Map(seats.map((one) => [one.seat.name, one])) },
    act: async (action) => synced.push(action),
    until: async (holds) => holds(),
    events: () => 0,
  };
  return { settled: fenceRooms(around), rooms, untold, synced };
}

describe('a fence', () => {
  it('is somebody who comes and goes once in each room where somebody is', async () => {
    const { settled, rooms } = fencing(
      [inside('ann', 'blue'), inside('bob', 'blue'), inside('cyd', 'red')],
      () => true,
    );
    expect(await settled).toBe('fenced');
    expect(rooms).toEqual(['blue', 'red']);
  });

  it('is tried again where one was not told, and says who', async () => {
    const seats = [inside('ann', 'blue'), inside('bob', 'blue')];
    const { settled, rooms, untold } = fencing(seats, ({ seat }, time) => seat.name === 'ann' || time > 1);
    expect(await settled).toBe('fenced');
    expect({ rooms, untold }).toEqual({ rooms: ['blue', 'blue'], untold: [['bob']] });
  });

  it('proves no more than the driver says where one is never told, though all others are', async () => {
    const seats = [inside('ann', 'blue'), inside('cyd', 'red')];
    const { settled, untold } = fencing(seats, ({ room }) => room === 'red', { unfenced: 'unreachable' });
    expect(await settled).toBe('unreachable');
    expect(untold).toEqual([['ann'], ['ann']]);
  });

  it('waits for nobody whom nothing can reach', async () => {
    const cut = inside('bob', 'blue');
    cut.line = 'frozen';
    expect(await fencing([inside('ann', 'blue'), cut], ({ seat }) => seat.name === 'ann').settled).toBe('fenced');
  });

  it('ends with a Sync of each where all comes by one way', async () => {
    const { settled, synced } = fencing([inside('ann', 'blue'), inside('cyd', 'red')], () => true, { oneWay: true });
    await settled;
    expect(synced.map(({ kind, seat }) => `${kind} ${seat}`)).toEqual(['sync ann', 'sync cyd']);
  });
});

it('is silence where the system has no fence: as long as anything comes, it is waited for', async () => {
  let events = 3;
  const waits: boolean[] = [];
  const until: Fencing['until'] = async (holds) => {
    if (events < 5) events += 1;
    waits.push(holds());
    return holds();
  };
  expect(await fenceRooms({ ...quiet, until, events: () => events })).toBe('quiet');
  expect(waits).toEqual([true, true, false]);
});

const quiet = {
  driver: { quietMs: 5 } as Partial<Driver> as Driver,
  place: { id: 'world', answerMs: 1, owners: new Map(), seats: new Map() },
  act: async () => undefined,
};
