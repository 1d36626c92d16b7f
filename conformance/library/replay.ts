/** Plays a scenario that a failing run has saved. */
import type { Report } from '../exchange/report.js';
import { replayFile } from '../runner/run/replay.js';
import { replayUnreached } from '../runner/run/unreached.js';
import { loadFailure } from '../runner/save.js';
import { UNLIMITED } from '../sut/native/index.js';
import { type SystemUnderTest, Unreachable } from '../sut/system.js';
import { openTarget } from './open.js';
import { nameOfTarget } from './target-name.js';
import { sideOf, type Testable } from './targets.js';

/**
 * How a scenario is played. All of it may be left out.
 *
 * @example
 * const options: PlaybackOptions = { times: 20, concurrency: 8 };
 */
export interface PlaybackOptions {
  /** How often: once. */
  readonly times?: number;
  /** In how many meetings at the same time: one. */
  readonly concurrency?: number;
  /** Disables timeouts, for a target in a debugger. */
  readonly debug?: boolean;
  /** No further play is begun once it is aborted. */
  readonly signal?: AbortSignal;
}

/**
 * Plays the scenario of a file once more, or several times: one that a failing run has saved, such as `failures[0].file` of a case.
 * Rejects with an error that names the file where it holds no scenario, or one of the other side.
 *
 * @example
 * ```ts
 * import { replay } from 'adjourn/suite';
 *
 * const file = '.adjourn/1-server-leave-departure-last.json';
 * const report = await replay(file, { server: { url: 'ws://127.0.0.1:8080' } }, { times: 20 });
 * console.log(report.cases[0]?.verdict, report.cases[0]?.why);
 * ```
 */
export async function replay(file: string, target: Testable, options: PlaybackOptions = {}): Promise<Report> {
  await mustFit(file, sideOf(target));
  const name = nameOfTarget(target);
  let system: SystemUnderTest | undefined;
  try {
    system = await openTarget(target, options.debug ? UNLIMITED : undefined);
    return await replayFile(system, file, { ...options, target: name });
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    return replayUnreached(file, name, error);
  } finally {
    await system?.stop();
  }
}

/** On the other side, a right target would be accused. */
async function mustFit(file: string, side: 'server' | 'client'): Promise<void> {
  const { history } = await loadFailure(file).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`"${file}" is no saved scenario: ${why}`, { cause });
  });
  const { side: saved } = history.profile;
  if (saved !== side)
    throw new Error(`"${file}" is a scenario for a ${saved}, and the target is a ${side}: give a ${saved}.`);
}
