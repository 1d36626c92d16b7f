/** The end of a play: waits until everything that must come has come, and for the target where it may have died. */

import type { Settled } from '../../exchange/history.js';
import { lossToldMs, NOTICED_MS } from '../../exchange/timing.js';
import type { Bench, SuiteDelay, SystemUnderTest } from '../../sut/system.js';
import { mustBeAlive } from './health.js';
import { type TimeLimits, unlimited } from './limits.js';
import type { Presence } from './presence.js';
import type { LagMeter } from './pulse.js';
import type { Recorder } from './recorder.js';

/** What a play works with. */
export interface PlayStage {
  readonly bench: Bench;
  readonly system: SystemUnderTest;
  readonly recorder: Recorder;
  readonly presence: Presence;
  readonly limits: TimeLimits;
  readonly lag: LagMeter;
  /** Waits that took longer than they should have. */
  readonly waits: SuiteDelay[];
}

/** How often losses are waited for and fenced, before the history is taken as it is. */
const MOST_FENCES = 4;

const isUnlimited = ({ limits }: PlayStage): boolean => limits.answerMs === unlimited.answerMs;

/** A client needs no probe: its testee itself says what is wrong with it. */
export const stillThere = async (stage: PlayStage): Promise<void> => {
  if (stage.system.profile.side === 'server') await mustBeAlive(stage.system, stage.limits.probeMs);
};

/** Fences, and waits for the losses that are due; says how far that proves that nothing more comes. */
export async function settlePlay(stage: PlayStage): Promise<Settled> {
  let settled = await fence(stage);
  for (let fences = 1; fences < MOST_FENCES; fences += 1) {
    const due = nextDue(stage);
    if (!due) break;
    const announced = await until(stage, due.announced, due.withinMs);
    settled = await fence(stage);
    if (!announced) break;
  }
  return settled;
}

/** What is waited for, and at most for how long, in milliseconds. */
interface Due {
  readonly announced: () => boolean;
  readonly withinMs: number;
}

/** A loss that a window delays is waited for in timed cases alone; a close that says goodbye, always. */
function nextDue({ system, presence, limits }: PlayStage): Due | undefined {
  const { resumeWindowMs, slackMs, heartbeat } = system.profile;
  if ((limits.waits || resumeWindowMs === 0) && presence.lossesDue()) {
    const silentMs = presence.silenceDue() ? (heartbeat?.timeoutMs ?? 0) : 0;
    return { announced: () => !presence.lossesDue(), withinMs: silentMs + lossToldMs(resumeWindowMs) + slackMs };
  }
  if (!presence.goodbyesDue()) return undefined;
  return { announced: () => !presence.goodbyesDue(), withinMs: NOTICED_MS + slackMs };
}

/** Where the fence only waits for time, a target that stood still in a debugger is fenced once more when it goes on. */
async function fence(stage: PlayStage): Promise<Settled> {
  const settled = await stage.bench.settle();
  if (!isUnlimited(stage)) return settled;
  await stillThere(stage);
  return stage.bench.settle();
}

/** Waits for `satisfied`, at most for `ms`; time in which the target stood still in a debugger does not count. */
export async function until(stage: PlayStage, satisfied: () => boolean, ms: number): Promise<boolean> {
  const { recorder } = stage;
  if (await recorder.until(satisfied, ms)) return true;
  if (!isUnlimited(stage)) return false;
  await stillThere(stage);
  return recorder.until(satisfied, ms);
}
