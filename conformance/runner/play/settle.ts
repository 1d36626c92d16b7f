/** The end of a play: waits until everything that must come has come, and for the target where it may have died. */

import type { Settled } from '../../exchange/history.js';
import { lossToldMs } from '../../exchange/timing.js';
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
  const { system, presence } = stage;
  const { resumeWindowMs, slackMs, heartbeat } = system.profile;
  let settled = await fence(stage);
  for (let fences = 1; fences < MOST_FENCES && presence.lossesDue(); fences += 1) {
    if (!stage.limits.waits && resumeWindowMs > 0) break;
    const silentMs = presence.silenceDue() ? (heartbeat?.timeoutMs ?? 0) : 0;
    const dueMs = silentMs + lossToldMs(resumeWindowMs) + slackMs;
    const announced = await until(stage, () => !presence.lossesDue(), dueMs);
    settled = await fence(stage);
    if (!announced) break;
  }
  return settled;
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
