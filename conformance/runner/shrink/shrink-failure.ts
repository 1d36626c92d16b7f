/** From the scenario of a failure to a small one that fails in the same way, and how often it does. */
import type { Case } from '../../cases/case.js';
import { countSteps, type Scenario } from '../../exchange/scenario.js';
import type { BadRun, Played } from '../play/played.js';
import { unlessAborted } from '../unless-aborted.js';
import { shrinkAtOnce } from './at-once.js';
import type { Budget } from './budget.js';
import { withoutPart } from './parts.js';
import { MOST_TRIES, type Replay, Reproducer, TRIALS } from './reproducer.js';
import { type Fails, SHRINK_MS, shrinkAsDrawn, shrinkByHand } from './shrink.js';
import { mergeRounds, oneAfterAnother, superfluous } from './simplify.js';

/** The failure to shrink, and how its scenarios are played. */
export interface ShrinkTask {
  readonly one: Pick<Case, 'scenarios' | 'timed' | 'alone'>;
  readonly bad: BadRun;
  /** Plays a scenario once; gives the play where it fails as the bad run did. */
  readonly replay: Replay<Played>;
  /** How many worlds may be open at once. */
  readonly concurrency: number;
  readonly signal?: AbortSignal | undefined;
  /** How long it may be shrunk and repeated at the most; where nothing is left, it is only repeated. */
  readonly budget: Budget;
}

/** A shrunk failure, and how often it fails. */
export interface Shrunk {
  /** A replay failed as before: of this scenario, or of one on the way to it. */
  readonly shown: boolean;
  /** A play of the shrunk scenario that failed; where none fails again, the bad run itself. */
  readonly played: Played;
  readonly fails: number;
  readonly of: number;
  /** In how many worlds at the same time. */
  readonly atOnce: number;
}

/** A scenario of so many steps is small: a rarer failure that is smaller still is not searched for. */
export const SMALL_STEPS = 6;

/** Whether a user who replays the scenario some twenty times will see it fail. */
export const isSteady = ({ fails, of }: Pick<Shrunk, 'fails' | 'of'>): boolean => fails > 0 && 4 * fails >= of;

/**
 * How long a failure that does not show every time is shrunk, in milliseconds: as far as it shows often, then as far as
 * it shows at all.
 */
const OFTEN_MS = 10_000;
const RARE_MS = 15_000;
/** And one whose plays wait for a time. */
const WAITING_MS = 25_000;

/** How many plays of a shrunk scenario tell a steady failure from a rare one. */
const REPEATS = 3;
/** How many plays tell how often one shows that does not show every time, and how often a rare one. */
const UNSTEADY_PLAYS = 48;
const RARE_PLAYS = 120;

/** How many smaller scenarios are tried at once where each waits: no more worlds are open then than in a run. */
const TIMED_AT_ONCE = 4;

/** Shrinks a failure, until the signal is aborted at the latest. */
export async function shrinkFailure(task: ShrinkTask): Promise<Shrunk> {
  const { one, bad, signal, concurrency, budget } = task;
  let smallest = bad.played;
  let shown = false;
  const replay: Replay<Played> = async (scenario) => {
    const played = await task.replay(scenario);
    shown ||= played !== undefined;
    if (played && stepsOf(played) < stepsOf(smallest)) smallest = played;
    return played;
  };
  const single = one.alone || concurrency === 1;
  const search = { one, bad, replay, budget };
  const work = () => (single ? oneByOne(search) : sideBySide(search));
  const small = await unlessAborted(work, signal);
  if (!small) return { shown, played: smallest, fails: 0, of: 0, atOnce: single ? 1 : TRIALS };
  return { ...small, shown };
}

const stepsOf = ({ history }: Played): number => countSteps(history.scenario);

type Counted = Omit<Shrunk, 'shown'>;

/** What a failing scenario is shrunk with. */
type Search = Pick<ShrinkTask, 'one' | 'bad' | 'replay' | 'budget'>;

/** A failure that does not show in the usual number of plays is tried a little longer. */
async function oneByOne(search: Search): Promise<Counted> {
  const { bad, replay } = search;
  const scenario = await asDrawn(search, async (smaller) => (await replay(smaller)) !== undefined);
  const failed: Played[] = [];
  let of = 0;
  for (; of < REPEATS || (of < TRIALS && failed.length === 0); of += 1)
    failed.push(...[await replay(scenario)].flatMap((played) => played ?? []));
  return { played: failed[0] ?? bad.played, fails: failed.length, of, atOnce: 1 };
}

async function sideBySide(search: Search): Promise<Counted> {
  const { one, bad, replay } = search;
  const reproducer = new Reproducer(replay, one.timed ? MOST_TRIES : TRIALS);
  const { scenario, atOnce } = await (one.timed ? waiting(search, reproducer) : soonOver(search, reproducer));
  const { of, failed } = reproducer.tried(scenario);
  return { played: failed[0] ?? bad.played, fails: failed.length, of, atOnce };
}

/** A scenario that was shrunk and counted, and in how many worlds at once. */
interface Small {
  readonly scenario: Scenario;
  readonly atOnce: number;
}

async function soonOver(search: Search, reproducer: Reproducer<Played>): Promise<Small> {
  const first = search.bad.played.history.scenario;
  const steady = (await reproducer.count(first)) === TRIALS;
  const drawn = steady ? await steadily(search, reproducer) : first;
  // Steps at the same time fail now and then at best, however steady the failure was at first.
  const byHand = !steady || isConcurrent(drawn);
  // One failing play suffices while the scenario is shrunk as it was drawn: the result is dropped if it does not fail
  // often.
  const lucky = byHand && drawn !== first && !(await reproducer.showsOften(drawn));
  const scenario = byHand ? await byHandFrom(lucky ? first : drawn, search, reproducer) : drawn;
  const atOnce = byHand ? TRIALS : REPEATS;
  await reproducer.count(scenario, atOnce);
  await countUnsteady(scenario, reproducer, search.budget);
  return { scenario, atOnce };
}

/** Where each play waits for a time: a failure is shrunk while it is counted, as long as it shows every time. */
async function waiting(search: Search, reproducer: Reproducer<Played>): Promise<Small> {
  const { history, judgement } = search.bad.played;
  const first = history.scenario;
  let always = true;
  const counted = reproducer.count(first).then((fails) => {
    always = fails === TRIALS;
  });
  const everyTime: Fails = async (smaller) => always && (await reproducer.count(smaller, REPEATS)) === REPEATS;
  const end = history.records.length;
  const unneeded = [judgement.fault?.at ?? end, end].map((index) => superfluous(history, index));
  const small = await shrinkAtOnce(first, everyTime, search.budget.atMost(WAITING_MS), unneeded);
  await counted;
  if (always) return { scenario: small, atOnce: TRIALS };
  const scenario = await byHandFrom(first, search, reproducer);
  await reproducer.count(scenario, TRIALS);
  return { scenario, atOnce: TRIALS };
}

/**
 * A steady failure, as it was drawn; then one step after another, where it fails then as well. One play tells enough of
 * it; where that was luck, what was drawn is shrunk by many plays.
 */
async function steadily(search: Search, reproducer: Reproducer<Played>): Promise<Scenario> {
  const shows: Fails = async (smaller) => (await reproducer.count(smaller, 1)) > 0;
  const drawn = await asDrawn(search, shows);
  if (!isConcurrent(drawn)) return drawn;
  const calm = oneAfterAnother(drawn);
  if ((await reproducer.count(calm, REPEATS)) === REPEATS)
    return shrinkByHand(calm, shows, search.budget.atMost(SHRINK_MS));
  const small = await shrinkByHand(drawn, shows, search.budget.atMost(SHRINK_MS));
  return (await reproducer.showsOften(small)) ? small : drawn;
}

/**
 * Plays at the same time may fail together, by one Heartbeat for all; and it took luck to see a rare failure while it
 * was shrunk. So plays at several moments tell how often a failure shows that does not show every time.
 */
async function countUnsteady(scenario: Scenario, reproducer: Reproducer<Played>, budget: Budget): Promise<void> {
  const isUnclear = () => {
    const { of, failed } = reproducer.tried(scenario);
    const fails = failed.length;
    return fails > 0 && fails < of && of < (isSteady({ fails, of }) ? UNSTEADY_PLAYS : RARE_PLAYS);
  };
  while (isUnclear() && budget.left() > 0) await reproducer.count(scenario);
}

/** A frequent failure is shrunk only as far as it stays frequent; if that is not enough, as far as it shows at all. */
async function byHandFrom(
  first: Scenario,
  { one, bad, budget }: Search,
  reproducer: Reproducer<Played>,
): Promise<Scenario> {
  // Where each play waits for a time, several scenarios at once take as long as one.
  const atOnce = one.timed ? TIMED_AT_ONCE : 1;
  let scenario = first;
  if (reproducer.isFrequent(first)) {
    const often: Fails = (smaller) => reproducer.showsOften(smaller);
    scenario = await shrinkByHand(await trim(bad, first, often), often, budget.atMost(OFTEN_MS), atOnce);
    if (countSteps(scenario) <= SMALL_STEPS) return scenario;
  }
  const shows: Fails = (smaller) => reproducer.shows(smaller);
  scenario = await steadier(one, await trim(bad, scenario, shows), reproducer);
  // A failure that does not show again by itself does not show with fewer steps; another case may be a better witness.
  if (reproducer.tried(scenario).failed.length === 0) return scenario;
  return steadier(one, await shrinkByHand(scenario, shows, budget.atMost(RARE_MS), atOnce), reproducer);
}

const asDrawn = ({ one, bad, budget }: Search, stillFails: Fails) => {
  const { played, seed, index } = bad;
  const drawn = { scenarios: one.scenarios, seed, index };
  return shrinkAsDrawn(drawn, played.history.scenario, stillFails, budget.atMost(SHRINK_MS));
};

/**
 * Mostly the failure shows in the trimmed scenario; but the cause of the first wrong record may have come behind it.
 */
async function trim({ played }: BadRun, scenario: Scenario, stillFails: Fails): Promise<Scenario> {
  const { history, judgement } = played;
  if (scenario !== history.scenario) return scenario;
  const end = history.records.length;
  for (const index of [judgement.fault?.at ?? end, end]) {
    const less = withoutPart(scenario, superfluous(history, index));
    if (await stillFails(less)) return less;
  }
  return scenario;
}

/** A failure about time shows no more often for being hurried. */
async function steadier(
  { timed }: ShrinkTask['one'],
  scenario: Scenario,
  reproducer: Reproducer<Played>,
): Promise<Scenario> {
  if (timed) return scenario;
  const { of, failed } = reproducer.tried(scenario);
  return mergeRounds(scenario, (failed.length / of) * TRIALS, TRIALS / 2, (merged) => reproducer.count(merged));
}

const isConcurrent = ({ rounds }: Scenario): boolean => rounds.some(({ length }) => length > 1);
