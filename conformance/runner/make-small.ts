/** From the scenario of a failure to a small one that fails in the same way, and how often it does. */
import type { Case } from '../cases/index.js';
import type { Scenario } from '../exchange/index.js';
import { anyFails, copiesFor, fails, type Replay, TRIALS } from './again.js';
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

export async function makeSmall(one: Case, bad: Bad, context: Context): Promise<Small> {
  const { played } = bad;
  const replay = replaying(one, played, context);
  const single = one.alone || context.options.concurrency === 1;
  const copies = single ? 1 : await copiesFor(played.history.scenario, replay);
  const stillFails: Fails = (scenario) => anyFails(scenario, copies, replay);
  let scenario = copies === 1 ? await asGenerated(one, bad, stillFails) : await tidy(played, stillFails);
  // What happens at the same time fails now and then at best, however steady it was to begin with.
  if (!single && isConcurrent(scenario))
    scenario = await shrinkByHand(
      scenario,
      (smaller) => anyFails(smaller, Math.max(copies, TRIALS), replay),
      SHRINK_RARE_MS,
    );
  const times = Math.max(REPEATS, copies);
  const failed = single ? await inTurn(scenario, times, replay) : await fails(scenario, times, replay);
  return { played: failed[0] ?? played, fails: failed.length, of: context.lost ? 0 : times };
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

/** Where it shows at all, it shows without what cannot matter. */
async function tidy({ history, judgement }: Played, stillFails: Fails): Promise<Scenario> {
  const less = tidied(history, judgement.fault?.at ?? history.records.length);
  return (await stillFails(less)) ? less : history.scenario;
}

const isConcurrent = ({ rounds }: Scenario): boolean => rounds.some(({ length }) => length > 1);

const sameFault = ({ judgement }: Played, played: Played): boolean =>
  judgement.kind === played.judgement.kind && judgement.fault?.clause === played.judgement.fault?.clause;

async function inTurn(scenario: Scenario, times: number, replay: Replay<Played>): Promise<Played[]> {
  const failed: Played[] = [];
  for (let time = 0; time < times; time += 1) failed.push(...(await fails(scenario, 1, replay)));
  return failed;
}
