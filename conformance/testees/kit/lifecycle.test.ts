/** A stay: its calls end when their events have been told, and every event is passed on at once. */
import { expect, test } from 'vitest';
import { Lifecycle } from './lifecycle.js';
import { Refused } from './refused.js';
import type { Told } from './told.js';

function stayOf() {
  const told: Told[] = [];
  const life = new Lifecycle((event) => told.push(event));
  /** Whether a promise has ended by the next turn. */
  const hasEnded = async (promise: Promise<unknown>): Promise<boolean> => {
    let ended = false;
    promise.then(
      () => {
        ended = true;
      },
      () => {},
    );
    await new Promise((resolve) => setImmediate(resolve));
    return ended;
  };
  return { life, told, hasEnded };
}

const JOINED = { joined: { participation: 'p1' } };
const LEFT = { roomLeft: { native: 'kicked' } };

test('a join ends when joined was told and the call has ended, whichever comes first', async () => {
  for (const eventFirst of [true, false]) {
    const { life, told, hasEnded } = stayOf();
    let ends = (): void => {};
    const call = new Promise<void>((resolve) => {
      ends = resolve;
    });
    const joining = life.join('blue', () => call);
    expect(life.stay).toEqual({ at: 'joining', room: 'blue' });
    if (eventFirst) life.tell(JOINED);
    else ends();
    expect(await hasEnded(joining)).toBe(false);
    if (eventFirst) ends();
    else life.tell(JOINED);
    await joining;
    expect(life.stay).toEqual({ at: 'inside', room: 'blue', participation: 'p1' });
    expect(told).toEqual([JOINED]);
  }
});

test('a join that is told joined and left in one breath was done', async () => {
  const { life } = stayOf();
  const joining = life.join('blue', () => {});
  life.tell(JOINED);
  life.tell(LEFT);
  await joining;
  expect(life.stay).toEqual({ at: 'left', room: 'blue', native: 'kicked' });
});

test('a join that fails is over, and so is one of which only the end is told', async () => {
  const { life } = stayOf();
  await expect(life.join('blue', () => Promise.reject(new Refused('full', 'FULL')))).rejects.toThrow('full');
  expect(life.stay).toEqual({ at: 'outside' });
  const joining = life.join('blue', () => {});
  life.tell(LEFT);
  await expect(joining).rejects.toMatchObject({ name: 'Refused', native: 'kicked' });
});

test('a leave waits for roomLeft where there is a stay, and for nothing where there is none', async () => {
  const { life, hasEnded } = stayOf();
  await life.leave(() => {});
  const joining = life.join('blue', () => {});
  life.tell(JOINED);
  await joining;
  const leaving = life.leave(() => {});
  expect(await hasEnded(leaving)).toBe(false);
  life.tell(LEFT);
  await leaving;
  await life.leave(() => {});
});

test('a connection that is lost ends what waits, and tells nothing', async () => {
  const { life, told } = stayOf();
  const joining = life.join('blue', () => {});
  life.tell(JOINED);
  await joining;
  const leaving = life.leave(() => {});
  life.lose();
  await leaving;
  expect(told).toEqual([JOINED]);
});

test('a switch ends when switched was told, in the new room', async () => {
  const { life, hasEnded } = stayOf();
  const joining = life.join('blue', () => {});
  life.tell(JOINED);
  await joining;
  const switching = life.switchRoom('red', () => {});
  expect(await hasEnded(switching)).toBe(false);
  life.tell({ switched: { participation: 'p2' } });
  await switching;
  expect(life.stay).toEqual({ at: 'inside', room: 'red', participation: 'p2' });
});

test('an application that throws when it is told keeps no call from its end', async () => {
  const life = new Lifecycle(() => {
    throw new Error('no');
  });
  const joining = life.join('blue', () => {});
  expect(() => life.tell(JOINED)).toThrow('no');
  await joining;
  expect(life.stay).toEqual({ at: 'inside', room: 'blue', participation: 'p1' });
});
