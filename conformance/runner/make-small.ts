/** From the scenario of a failure to a small one that fails in the same way, and how often it does. */
import type { Case } from '../cases/index.js';
import type { Scenario } from '../exchange/index.js';
import { Again, type Replay, TRIALS } from './again.js';
import { closer } from './closer.js';
import { survive } from './health.js';
import { playInTime } from './in-time.js';
import { limitsFor, REPEATS, SHRINK_MS, SHRINK_RARE_MS } from './limits.js';
import type { Played } from './play.js';
import type { Context } from './run-case.js';
import { type Fails, shrink, shrinkByHand } from './shrink.js';
import { tidied } from './tidy.js';

/** A failing run: the `index`-th of its case's scenarios, as drawn with `seed`. */
export interface Bad {
  readonly played: Played;
  readonly index: number;
  readonly seed: number;
}

export interface Small {
  /** Where nothing fails again by itself, the run that was seen stands as it is. */
  readonly played: Played;
  readonly fails: number;
  readonly of: number;
}

/** Of `TRIALS` plays: a failure that shows in so many is easily made small, and looked into. */
const OFTEN = TRIALS / 2;

export async function makeSmall(one: Case, bad: Bad, context: Context): Promise<Small> {
  const replay = replaying(one, bad.played, context);
  const single = one.alone || context.options.concurrency === 1;
  const small = await (single ? oneByOne(one, bad, replay) : sideBySide(one, bad, replay));
  return context.lost ? { ...small, of: 0 } : small;
}

async function oneByOne(one: Case, bad: Bad, replay: Replay<Played>): Promise<Small> {
  const scenario = await asGenerated(one, bad, async (smaller) => (await replay(smaller)) !== undefined);
  const failed: Played[] = [];
  for (let time = 0; time < REPEATS; time += 1)
    failed.push(...[await replay(scenario)].flatMap((played) => played ?? []));
  return { played: failed[0] ?? bad.played, fails: failed.length, of: REPEATS };
}

async function sideBySide(one: Case, bad: Bad, replay: Replay<Played>): Promise<Small> {
  const again = new Again(replay);
  const steady = (await again.count(bad.played.history.scenario)) === TRIALS;
  // Where each play waits for a time, many at once take as long as one.
  let scenario =
    steady && !one.timed
      ? await asGenerated(one, bad, async (smaller) => (await again.count(smaller, 1)) > 0)
      : await tidy(bad.played, again);
  // What happens at the same time fails now and then at best, however steady it was to begin with.
  const byHand = !steady || one.timed || isConcurrent(scenario);
  if (byHand) {
    const small = await shrinkByHand(scenario, (smaller) => again.shows(smaller), SHRINK_RARE_MS);
    scenario = await steadier(small, again);
  }
  await again.count(scenario, byHand ? TRIALS : REPEATS);
  const { of, failed } = again.tried(scenario);
  return { played: failed[0] ?? bad.played, fails: failed.length, of };
}

/** Plays a scenario; what came of it, if it failed as before. */
const replaying =
  (one: Case, played: Played, context: Context): Replay<Played> =>
  async (scenario) => {
    // A target that is lost while a failure is made small is another matter: this one stands as far as it has come.
    if (context.lost) return undefined;
    const limits = limitsFor(one, context.patience);
    const replayed = await playInTime(context.system, scenario, limits).catch((error: unknown) =>
      survive(error, context),
    );
    return replayed && sameFault(replayed, played) ? replayed : undefined;
  };

const asGenerated = ({ scenarios }: Case, { played, seed, index }: Bad, stillFails: Fails): Promise<Scenario> =>
  shrink({ scenarios, seed, index }, played.history.scenario, stillFails, SHRINK_MS);

/** Where it shows at all, it shows without what cannot matter, and mostly more often where rounds come closer together. */
async function tidy({ history, judgement }: Played, again: Again<Played>): Promise<Scenario> {
  const less = tidied(history, judgement.fault?.at ?? history.records.length);
  return steadier((await again.shows(less)) ? less : history.scenario, again);
}

function steadier(scenario: Scenario, again: Again<Played>): Promise<Scenario> {
  const { of, failed } = again.tried(scenario);
  return closer(scenario, (failed.length / of) * TRIALS, OFTEN, (merged) => again.count(merged));
}

const isConcurrent = ({ rounds }: Scenario): boolean => rounds.some(({ length }) => length > 1);

const sameFault = ({ judgement }: Played, played: Played): boolean =>
  judgement.kind === played.judgement.kind && judgement.fault?.clause === played.judgement.fault?.clause;
