/** Proves that everything has been told: somebody comes and goes, and everybody who is there hears of it. */
import type { Settled } from '../../exchange/history.js';
import { type Action, sync } from '../../exchange/scenario.js';
import type { Driver, ToldPlace } from './driver.js';
import type { ToldSeat } from './seat.js';

/** How long news may be on its way to the application, in milliseconds. */
export const NEWS_MS = 2_000;

/** What a fence works with. */
export interface Fencing {
  readonly driver: Driver;
  readonly place: ToldPlace;
  readonly act: (action: Action) => Promise<unknown>;
  readonly until: (holds: () => boolean, ms: number) => Promise<boolean>;
  /** How many events have been told so far. */
  readonly events: () => number;
}

/** Fences every room in which somebody is, or waits for silence where the system has no fence. */
export async function fenceRooms(fencing: Fencing): Promise<Settled> {
  const { driver, act } = fencing;
  if (driver.quietMs > 0) return silence(driver.quietMs, fencing);
  let settled: Settled = 'fenced';
  for (const room of new Set(present(fencing).map((seat) => seat.room)))
    settled = (await fenceRoom(room, fencing)) ? settled : driver.unfenced;
  // Where everything comes by one way, the answer to a Sync stands behind all of it, as the records show.
  if (driver.oneWay) await Promise.all(present(fencing).map(({ seat }) => act(sync(seat.name))));
  return settled;
}

const present = ({ place }: Fencing): ToldSeat[] => [...place.seats.values()].filter(({ reachable }) => reachable);

async function fenceRoom(room: string, fencing: Fencing): Promise<boolean> {
  const { driver, until } = fencing;
  const there = present(fencing).filter((seat) => seat.room === room);
  for (let left = driver.fences; left > 0; left -= 1) {
    const before = new Map(there.map((seat) => [seat, seat.sentinels] as const));
    await driver.comeAndGo(room);
    const untold = (): ToldSeat[] =>
      there.filter((seat) => seat.reachable && seat.sentinels <= (before.get(seat) ?? 0));
    if (await until(() => untold().length === 0, driver.newsMs)) return true;
    driver.untold?.(untold());
  }
  return false;
}

async function silence(ms: number, { events, until }: Fencing): Promise<Settled> {
  for (let seen = -1; seen !== events(); ) {
    seen = events();
    await until(() => events() > seen, ms);
  }
  return 'quiet';
}
