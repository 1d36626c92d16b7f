/** Plays all cases that wait for announced times at once: the run then waits about as long as one of them. */

import { setTimeout as delay } from 'node:timers/promises';
import type { Case } from '../../cases/case.js';
import type { Context } from '../context.js';
import { bringBack } from '../play/health.js';
import { waitsWithOthers, whyNot } from './select.js';
import type { Gathered } from './tally.js';
import { longestWait } from './waits.js';

/**
 * A function that gives the played scenarios of a case; undefined where they are still to be played by themselves. The
 * first waiting case that it is asked for starts them all; `gather` plays one.
 */
export function sideBySide(
  chosen: readonly Case[],
  context: Context,
  gather: (one: Case) => Promise<Gathered>,
): (one: Case) => Promise<Gathered | undefined> {
  const { options, system } = context;
  let playing: ReadonlyMap<string, Promise<Gathered>> | undefined;

  const start = () => {
    const waiting = chosen.filter((one) => waitsWithOthers(one) && whyNot(one, system.profile, options) === '');
    // The case that waits longest begins first, so that the others are over before it is.
    const waits = new Map(waiting.map((one) => [one, longestWait(one, system.profile)]));
    const longestFirst = [...waiting].sort((one, other) => (waits.get(other) ?? 0) - (waits.get(one) ?? 0));
    return new Map(longestFirst.map((one) => [one.id, gather(one)]));
  };

  return async (one) => {
    if (!waitsWithOthers(one) || options.concurrency === 1) return undefined;
    playing ??= start();
    await Promise.allSettled(playing.values());
    const gathered = await playing.get(one.id);
    if (gathered?.end.kind !== 'lost') return gathered;
    // Case by case it turns out which of all these scenarios took the target down.
    await bringBack(system, gathered.end.error).catch(() => {});
    return undefined;
  };
}

/** How long after the one before each may start, in milliseconds. */
const APART_MS = 6;
/** A suite that is later than this has enough to do, in milliseconds; it is asked again at most `MOST_TRIES` times. */
const LATE_MS = 15;
const MOST_TRIES = 20;

/** A function that resolves, call after call, when the next scenario may start. */
export function staggeredStart(): () => Promise<void> {
  let before: Promise<void> = Promise.resolve();
  return () => {
    before = before.then(apart);
    return before;
  };
}

async function apart(): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const began = performance.now();
    await delay(APART_MS);
    if (performance.now() - began - APART_MS < LATE_MS) return;
  }
}
