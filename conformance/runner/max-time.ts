/** The time of a whole run: when it is used up, the run stops as an interrupted one does, and what it judged stays judged. */
import type { Context } from './context.js';
import type { RunOptions } from './options.js';

/** The reason of a signal: nobody has interrupted the run. */
const USED_UP = Symbol('the time of the run was used up');

/** The options of a run whose signal is aborted, too, when its time is used up. */
export interface TimedOptions {
  readonly options: RunOptions;
  /** To be called once, when the run is over. */
  release(): void;
}

/** Its time runs from now on. */
export function withinMaxTime(options: RunOptions): TimedOptions {
  const { maxTimeMs, signal } = options;
  if (maxTimeMs === undefined) return { options, release: () => {} };
  const controller = new AbortController();
  const interrupt = () => controller.abort(signal?.reason);
  signal?.addEventListener('abort', interrupt, { once: true });
  const timer = setTimeout(() => controller.abort(USED_UP), maxTimeMs);
  if (signal?.aborted) interrupt();
  else if (maxTimeMs <= 0) controller.abort(USED_UP);
  return {
    options: { ...options, signal: controller.signal },
    release() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', interrupt);
    },
  };
}

/** Whether the run was stopped because its time was used up. */
export const isTimeUsedUp = ({ options: { signal } }: Pick<Context, 'options'>): boolean => signal?.reason === USED_UP;

/** Why a run that was stopped begins nothing more, as a part of a sentence; empty where it goes on. */
export function whyStopped(context: Pick<Context, 'options'>): string {
  if (isTimeUsedUp(context)) return 'the time of the run was used up';
  return context.options.signal?.aborted ? 'the run was stopped' : '';
}
