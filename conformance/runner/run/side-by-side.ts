/** Plays all cases that wait for announced times at once: the run then waits about as long as one of them. */
import type { Case } from '../../cases/case.js';
import type { Context } from '../context.js';
import { bringBack } from '../play/health.js';
import { whyNot } from './select.js';
import type { Gathered } from './tally.js';

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
    const waiting = chosen.filter((one) => waitsWithOthers(one) && whyNot(one, system.profile, options.fast) === '');
    // The case that waits longest begins first, so that the others are over before it is.
    const longestFirst = [...waiting].sort((one, other) => other.heartbeat.length - one.heartbeat.length);
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

const waitsWithOthers = ({ timed, alone }: Case): boolean => timed && !alone;
