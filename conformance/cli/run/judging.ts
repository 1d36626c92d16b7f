/** From a target to an exit code: opens it, has it judged, prints what the judges say, and leaves nothing running. */
import type { ExitCode, Report } from '../../exchange/index.js';
import { renderJson, renderOutcome, renderReport } from '../../report/index.js';
import type { RunEvent } from '../../runner/options.js';
import { endAll } from '../../sut/native/index.js';
import { type SystemUnderTest, Unreachable } from '../../sut/system.js';
import { onInterrupt } from '../interrupt.js';
import { frameFor, print } from '../screen.js';
import type { Target } from '../target/server.js';
import { showProgress } from './progress.js';

export const reporters = ['default', 'json'] as const;
export type Reporter = (typeof reporters)[number];

interface Judging {
  judges(system: SystemUnderTest, onEvent: (event: RunEvent) => void, signal: AbortSignal): Promise<Report>;
  /** The report of a run whose target could not be reached. */
  unreached(error: Unreachable): Promise<Report>;
  /** How long the target has for its first Joined, in milliseconds. */
  readonly withinMs?: number | undefined;
}

export async function judge(
  target: Target,
  reporter: Reporter,
  { judges, unreached, withinMs }: Judging,
): Promise<ExitCode> {
  let system: SystemUnderTest | undefined;
  // What is still being started has nobody yet who could stop it.
  const stop = () => system?.stop() ?? endAll();
  const interrupt = onInterrupt(stop);
  // With a document on stdout, people read stderr.
  const progress = showProgress(reporter === 'json' ? process.stderr : process.stdout);
  let seenCases = false;
  const onEvent = (event: RunEvent) => {
    seenCases ||= event.kind === 'finished';
    progress.onEvent(event);
  };
  try {
    system = await unlessInterrupted(target.open(withinMs), interrupt.signal);
    const judged = await judges(system, onEvent, interrupt.signal);
    await interrupt.arrived();
    // An interrupted run is an interrupted run, whatever came of it until then.
    const report: Report = interrupt.signal.aborted ? { ...judged, exitCode: 130 } : judged;
    await progress.end();
    await print(render(report, reporter, seenCases));
    return report.exitCode;
  } catch (error) {
    // Ctrl-C may reach the target too: that it is gone is no news then.
    await interrupt.arrived();
    if (!interrupt.signal.aborted) {
      // Whoever reads JSON gets a document in any case; for people the sentence alone says as much.
      if (error instanceof Unreachable && reporter === 'json') await print(renderJson(await unreached(error)));
      throw error;
    }
    await print('Interrupted before anything was judged.\n', process.stderr);
    return 130;
  } finally {
    await progress.end();
    await stop();
    interrupt.release();
  }
}

/** Rejects as soon as somebody has had enough: what is being opened may take its time. */
function unlessInterrupted<T>(opening: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    opening.then(resolve, reject);
  });
}

function render(report: Report, reporter: Reporter, seenCases: boolean): string {
  if (reporter === 'json') return renderJson(report);
  const frame = frameFor(process.stdout);
  return seenCases ? `\n${renderOutcome(report, frame)}` : renderReport(report, frame);
}
