/** Whether a failure that is known shows still: its scenario is played until it fails, or long enough to believe that it passes. */
import { cases } from '../../cases/index.js';
import type { Shrink } from '../../exchange/report.js';
import type { Scenario } from '../../exchange/scenario.js';
import type { Verdict } from '../../exchange/words.js';

/** The verdict of each play of a scenario; `lost`: not all could be made, for the target is gone. */
export interface ReplayedScenario {
  readonly verdicts: readonly Verdict[];
  readonly lost: boolean;
}

/** How a run replays what is known. */
export interface RatchetRun {
  /** Plays a scenario so many times, in so many worlds at once; a target that it takes down is started again. */
  readonly replay: (scenario: Scenario, times: number, atOnce: number) => Promise<ReplayedScenario>;
  /** In how many worlds at the same time, at the most. */
  readonly concurrency: number;
  readonly signal?: AbortSignal | undefined;
}

/** What the plays of a scenario came to. */
export interface ShownTimes {
  readonly of: number;
  readonly fails: number;
  /** Plays from which nothing could be concluded; one that could not be begun counts as well. */
  readonly open: number;
}

const NONE: ShownTimes = { of: 0, fails: 0, open: 0 };

/** So many plays pass before a failure that showed each time counts as gone: more than the suite itself ever asks for. */
const STEADY_PLAYS = 24;
/** Of a race so many failures are to be expected in the plays that all must pass: the chance to miss it is 1 in 160,000. */
const EXPECTED = 12;
const MOST_PLAYS = 600;
/** A race may show only among others. */
const AT_ONCE = 8;

/** How often a scenario must pass, before its failure is gone. */
export function playsFor({ fails, of }: Pick<Shrink, 'fails' | 'of'>): number {
  if (fails === 0 || fails >= of) return STEADY_PLAYS;
  return Math.min(MOST_PLAYS, Math.max(STEADY_PLAYS, Math.ceil((EXPECTED * of) / fails)));
}

/** Whether it did not show every time; where nobody has counted, nobody knows. */
export const isRace = ({ fails, of }: Pick<Shrink, 'fails' | 'of'>): boolean => fails < of || of === 0;

interface ShownEntry extends Pick<Shrink, 'fails' | 'of' | 'atOnce'> {
  readonly caseId: string;
  readonly scenario: Scenario;
}

/** Plays it once, then among others, until it fails. */
export async function replayUntilShown(
  entry: ShownEntry,
  { replay, concurrency, signal }: RatchetRun,
): Promise<ShownTimes> {
  const { caseId, scenario } = entry;
  const isAlone = cases.some(({ id, alone }) => id === caseId && alone);
  const atOnce = isAlone ? 1 : Math.min(concurrency, Math.max(AT_ONCE, entry.atOnce));
  const plays = playsFor(entry);
  let shown = NONE;
  while (shown.of < plays && shown.fails === 0 && !signal?.aborted) {
    const times = shown.of === 0 ? 1 : Math.min(atOnce, plays - shown.of);
    const outcomes = await replay(scenario, times, times);
    shown = added(shown, outcomes);
    if (outcomes.lost) return { ...shown, open: shown.open + 1 };
  }
  return signal?.aborted && shown.fails === 0 ? { ...shown, open: shown.open + 1 } : shown;
}

/** How many of a few plays fail. */
export async function countFailing(
  scenario: Scenario,
  { replay, concurrency }: RatchetRun,
): Promise<Pick<ShownTimes, 'fails' | 'of'>> {
  const atOnce = Math.min(AT_ONCE, concurrency);
  return added(NONE, await replay(scenario, AT_ONCE, atOnce));
}

function added({ of, fails, open }: ShownTimes, { verdicts }: ReplayedScenario): ShownTimes {
  const count = (...some: Verdict[]) => verdicts.filter((verdict) => some.includes(verdict)).length;
  return {
    of: of + verdicts.length,
    fails: fails + count('fail'),
    open: open + count('inconclusive', 'harness-fault'),
  };
}
