/**
 * A failure, looked for again. One that depends on which of two messages comes first does not show every time: its scenario is then
 * played in several worlds at once, of which one must fail.
 */
import type { Scenario } from '../exchange/index.js';

/** Plays a scenario once; what came of it, where it failed in the same way. */
export type Replay<Failed> = (scenario: Scenario) => Promise<Failed | undefined>;

/** How often a scenario is played to learn how steady its failure is. */
export const TRIALS = 8;
/** A failure that is still there is missed at most so often. */
const MISSED = 0.02;
/** Worlds that are open at once for one attempt. */
const MOST_COPIES = 24;

/** Whether any of so many plays fails; no more are begun once one has. */
export async function anyFails<Failed>(scenario: Scenario, copies: number, replay: Replay<Failed>): Promise<boolean> {
  for (let left = copies; left > 0; left -= TRIALS)
    if ((await fails(scenario, Math.min(left, TRIALS), replay)).length > 0) return true;
  return false;
}

/** What failed of so many plays at once. */
export async function fails<Failed>(scenario: Scenario, copies: number, replay: Replay<Failed>): Promise<Failed[]> {
  const plays = await Promise.all(Array.from({ length: copies }, () => replay(scenario)));
  return plays.filter((played): played is Awaited<Failed> & Failed => played !== undefined);
}

/** In how many worlds at once a scenario must be played, so that its failure shows. */
export async function copiesFor<Failed>(scenario: Scenario, replay: Replay<Failed>): Promise<number> {
  const count = (await fails(scenario, TRIALS, replay)).length;
  if (count === TRIALS) return 1;
  const rate = Math.max(count, 0.5) / TRIALS;
  return Math.min(MOST_COPIES, Math.ceil(Math.log(MISSED) / Math.log(1 - rate)));
}
