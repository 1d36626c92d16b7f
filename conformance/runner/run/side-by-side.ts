/** The cases that wait for announced times, all played at once: so the whole run waits about as long as one of them. */
import type { Case } from '../../cases/index.js';
import { bringBack } from '../play/health.js';
import { type Context, type Gathered, gather } from './run-case.js';
import { whyNot } from './select.js';

export class SideBySide {
  #playing: ReadonlyMap<string, Promise<Gathered>> | undefined;

  constructor(
    private readonly chosen: readonly Case[],
    private readonly context: Context,
  ) {}

  /** What came of a case's scenarios; undefined where they are still to be played, by themselves. */
  async gathered(one: Case): Promise<Gathered | undefined> {
    const { options, system } = this.context;
    if (!waitsWithOthers(one) || options.concurrency === 1) return undefined;
    this.#playing ??= this.#start();
    await Promise.allSettled(this.#playing.values());
    const gathered = await this.#playing.get(one.id);
    if (!gathered?.tally.lost) return gathered;
    // Which of all these scenarios took the target down is found out case by case.
    await bringBack(system, gathered.tally.lost).catch(() => {});
    return undefined;
  }

  #start(): ReadonlyMap<string, Promise<Gathered>> {
    const { options, system } = this.context;
    const waiting = this.chosen.filter(
      (one) => waitsWithOthers(one) && whyNot(one, system.profile, options.fast) === '',
    );
    // What waits longest begins first: the others are over by the time that it is.
    const longestFirst = [...waiting].sort((one, other) => other.heartbeat.length - one.heartbeat.length);
    return new Map(longestFirst.map((one) => [one.id, gather(one, this.context)]));
  }
}

const waitsWithOthers = ({ timed, alone }: Case): boolean => timed && !alone;
