/** From the scenario of a failure to a small one that fails in the same way, and how often it does. */
import type { Case } from '../../cases/index.js';
import { countSteps, type Scenario } from '../../exchange/index.js';
import { survive } from '../play/health.js';
import { playInTime } from '../play/index.js';
import {
  generous,
  type Limits,
  limitsFor,
  REPEATS,
  SHRINK_MS,
  SHRINK_OFTEN_MS,
  SHRINK_RARE_MS,
} from '../play/limits.js';
import type { Played } from '../play/play.js';
import type { Context } from '../run/run-case.js';
import { unlessAborted } from '../unless-aborted.js';
import { Again, MOST_TRIES, type Replay, TRIALS } from './reproducer.js';
import { type Fails, shrink, shrinkByHand } from './shrink.js';
import { closer } from './simplify.js';
import { tidied } from './tidy.js';

/** A failing run: the `index`-th of its case's scenarios, as drawn with `seed`. */
export interface Bad {
  readonly played: Played;
  readonly index: number;
  readonly seed: number;
}

export interface Small {
  /** Some replay failed as before: of this scenario, or of one on the way to it. */
  readonly shown: boolean;
  /** Where nothing fails again by itself, the run that was seen stands as it is. */
  readonly played: Played;
  readonly fails: number;
  readonly of: number;
  /** In how many worlds at the same time. */
  readonly atOnce: number;
}

/** So many steps fit in the eye: nothing rarer is looked for that is smaller still. */
export const SMALL_STEPS = 6;

/** Whether whoever replays it some twenty times will see it. */
export const isSteady = ({ fails, of }: Pick<Small, 'fails' | 'of'>): boolean => fails > 0 && 4 * fails >= of;

/** How many smaller scenarios are tried at the same time where each waits: all their worlds together are no more than side by side in a run. */
const TIMED_AT_ONCE = 4;

export async function makeSmall(one: Case, bad: Bad, context: Context): Promise<Small> {
  const { signal, concurrency } = context.options;
  const smallest = new Smallest(bad.played);
  const replay = smallest.among(replaying(one, bad.played, context));
  const single = one.alone || concurrency === 1;
  const work = () => (single ? oneByOne(one, bad, replay) : sideBySide(one, bad, replay));
  const small = await unlessAborted(work, signal);
  const { shown } = smallest;
  if (!small) return { shown, played: smallest.played, fails: 0, of: 0, atOnce: single ? 1 : TRIALS };
  return { ...small, shown, ...(context.lost ? { of: 0 } : {}) };
}

/** Whether a failure that only haste may have made shows with all the time that every answer is promised. */
export async function showsUnhurried(one: Case, { played, atOnce }: Small, context: Context): Promise<boolean> {
  const limits = { ...generous, waits: one.timed };
  const again = new Again(
    replaying(one, played, context, () => limits),
    atOnce,
  );
  return again.shows(played.history.scenario);
}

/** Nothing more is tried: a failure stands as far as it has been made small. */
export const isOver = ({ lost, options }: Context): boolean => lost !== undefined || !!options.signal?.aborted;

/** The smallest scenario that has failed so far, for whoever cannot wait for the end of it. */
class Smallest {
  shown = false;

  constructor(public played: Played) {}

  among =
    (replay: Replay<Played>): Replay<Played> =>
    async (scenario) => {
      const played = await replay(scenario);
      this.shown ||= played !== undefined;
      if (played && stepsOf(played) < stepsOf(this.played)) this.played = played;
      return played;
    };
}

const stepsOf = ({ history }: Played): number => countSteps(history.scenario);

type Counted = Omit<Small, 'shown'>;

/** What does not show in as many times as are enough for others is looked for a little longer. */
async function oneByOne(one: Case, bad: Bad, replay: Replay<Played>): Promise<Counted> {
  const scenario = await asGenerated(one, bad, async (smaller) => (await replay(smaller)) !== undefined);
  const failed: Played[] = [];
  let of = 0;
  for (; of < REPEATS || (of < TRIALS && failed.length === 0); of += 1)
    failed.push(...[await replay(scenario)].flatMap((played) => played ?? []));
  return { played: failed[0] ?? bad.played, fails: failed.length, of, atOnce: 1 };
}

async function sideBySide(one: Case, bad: Bad, replay: Replay<Played>): Promise<Counted> {
  // Where each play waits for a time, many at once take as long as one.
  const again = new Again(replay, one.timed ? MOST_TRIES : TRIALS);
  const first = bad.played.history.scenario;
  const steady = (await again.count(first)) === TRIALS;
  const generated =
    steady && !one.timed ? await asGenerated(one, bad, async (smaller) => (await again.count(smaller, 1)) > 0) : first;
  // What happens at the same time fails now and then at best, however steady it was to begin with.
  const byHand = !steady || one.timed || isConcurrent(generated);
  // One lucky play is enough while it is made small as it was drawn: what does not show often is not gone on with.
  const lucky = byHand && generated !== first && !(await again.showsOften(generated));
  const scenario = byHand ? await smallByHand(one, bad, lucky ? first : generated, again) : generated;
  const atOnce = byHand ? TRIALS : REPEATS;
  await again.count(scenario, atOnce);
  const { of, failed } = again.tried(scenario);
  return { played: failed[0] ?? bad.played, fails: failed.length, of, atOnce };
}

/** What fails often is only made small as far as it still does; where that is not enough, as far as it fails at all. */
async function smallByHand(one: Case, bad: Bad, first: Scenario, again: Again<Played>): Promise<Scenario> {
  // Where each play waits for a time, several scenarios at once take as long as one.
  const atOnce = one.timed ? TIMED_AT_ONCE : 1;
  let scenario = first;
  if (again.isFrequent(first)) {
    const often: Fails = (smaller) => again.showsOften(smaller);
    scenario = await shrinkByHand(await tidy(bad, first, often), often, SHRINK_OFTEN_MS, atOnce);
    if (countSteps(scenario) <= SMALL_STEPS) return scenario;
  }
  const shows: Fails = (smaller) => again.shows(smaller);
  scenario = await steadier(one, await tidy(bad, scenario, shows), again);
  // What does not show again by itself does not show with less; another case may be a better witness.
  if (again.tried(scenario).failed.length === 0) return scenario;
  return steadier(one, await shrinkByHand(scenario, shows, SHRINK_RARE_MS, atOnce), again);
}

/** Plays a scenario; what came of it, if it failed as before. */
const replaying =
  (
    one: Case,
    played: Played,
    context: Context,
    limits = (): Limits => limitsFor(one, context.patience),
  ): Replay<Played> =>
  async (scenario) => {
    // A target that is lost while a failure is made small is another matter.
    if (isOver(context)) return undefined;
    const wanted = () => !isOver(context);
    if (one.timed) await context.turnstile.pass();
    const replayed = await playInTime(context.system, scenario, limits(), { wanted }).catch((error: unknown) =>
      // A target that has been stopped is not started again.
      isOver(context) ? undefined : survive(error, context),
    );
    return replayed && sameFault(replayed, played) ? replayed : undefined;
  };

const asGenerated = ({ scenarios }: Case, { played, seed, index }: Bad, stillFails: Fails): Promise<Scenario> =>
  shrink({ scenarios, seed, index }, played.history.scenario, stillFails, SHRINK_MS);

/** Mostly it shows without what cannot matter; but what makes the first wrong record wrong may have come behind it. */
async function tidy({ played }: Bad, scenario: Scenario, stillFails: Fails): Promise<Scenario> {
  const { history, judgement } = played;
  if (scenario !== history.scenario) return scenario;
  const end = history.records.length;
  for (const at of [judgement.fault?.at ?? end, end]) {
    const less = tidied(history, at);
    if (await stillFails(less)) return less;
  }
  return scenario;
}

/** Where it is about time, nothing is gained by haste. */
async function steadier({ timed }: Case, scenario: Scenario, again: Again<Played>): Promise<Scenario> {
  if (timed) return scenario;
  const { of, failed } = again.tried(scenario);
  return closer(scenario, (failed.length / of) * TRIALS, TRIALS / 2, (merged) => again.count(merged));
}

const isConcurrent = ({ rounds }: Scenario): boolean => rounds.some(({ length }) => length > 1);

/** Wrong by the same clause, and as surely. */
export const sameFault = ({ judgement }: Played, played: Played): boolean =>
  judgement.kind === played.judgement.kind && judgement.fault?.clause === played.judgement.fault?.clause;
