/** From a target to an exit code: opens it, has it judged, prints the report, and leaves nothing running. */
import type { Report } from '../../exchange/report.js';
import type { ExitCode } from '../../exchange/words.js';
import type { RunEvent } from '../../runner/options.js';
import { endAll } from '../../sut/native/server-process.js';
import { type SystemUnderTest, Unreachable } from '../../sut/system.js';
import { type Interrupt, onInterrupt } from '../interrupt.js';
import { codeWith, type Outputs } from '../output/interface.js';
import { print } from '../screen.js';
import type { Target } from '../target/target.js';
import { showProgress } from './progress.js';

/** What is done with an open target. */
export interface TargetJudging {
  judges(system: SystemUnderTest, onEvent: (event: RunEvent) => void, signal: AbortSignal): Promise<Report>;
  /** The report of a run whose target could not be reached. */
  unreached(error: Unreachable): Promise<Report>;
  /** How long the target has for its first Joined, in milliseconds. */
  readonly withinMs?: number | undefined;
}

/** Throws what the target throws, such as {@link Unreachable}, unless the run was interrupted. */
export async function judgeTarget(target: Target, outputs: Outputs, judging: TargetJudging): Promise<ExitCode> {
  let system: SystemUnderTest | undefined;
  // While the target is still starting there is no system to stop, only its processes.
  const stop = () => system?.stop() ?? endAll();
  const interrupt = onInterrupt(stop);
  const progress = await showProgress(outputs.sideline);
  let casesSeen = false;
  const onEvent = (event: RunEvent) => {
    casesSeen ||= event.kind === 'finished';
    progress.onEvent(event);
  };
  try {
    await outputs.open();
    system = await unlessInterrupted(target.open(judging.withinMs), interrupt.signal);
    const judged = await judging.judges(system, onEvent, interrupt.signal);
    await interrupt.arrived();
    // An interrupted run ends as one, whatever it found before.
    const report: Report = interrupt.signal.aborted ? { ...judged, exitCode: 130 } : judged;
    await progress.end();
    return codeWith(report.exitCode, await outputs.run(report, casesSeen));
  } catch (error) {
    // What is drawn would be written over what is said now.
    await progress.end();
    return await failed(error, outputs, judging, interrupt);
  } finally {
    await progress.end();
    outputs.close();
    await stop();
    interrupt.release();
  }
}

async function failed(
  error: unknown,
  outputs: Outputs,
  judging: TargetJudging,
  interrupt: Interrupt,
): Promise<ExitCode> {
  // Ctrl-C may reach the target too; then it is no news that the target is gone.
  await interrupt.arrived();
  if (interrupt.signal.aborted) {
    await print('Interrupted before anything was judged.\n', process.stderr);
    return 130;
  }
  if (error instanceof Unreachable) await outputs.unreached(await judging.unreached(error));
  throw error;
}

/** Rejects as soon as the signal aborts: opening a target may take long. */
function unlessInterrupted<T>(opening: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    opening.then(resolve, reject);
  });
}
