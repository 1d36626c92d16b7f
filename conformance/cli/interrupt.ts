/** Ctrl-C, what a CI system sends to end a job, and the end of a terminal. */

import { setImmediate } from 'node:timers/promises';

/** How long a run may take to put its things in order before it is ended. */
const GRACE_MS = 5000;

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Where a command has no way of its own to stop, it ends at once, and so does what it has started. */
export function endOnInterrupt(): void {
  for (const signal of signals)
    process.on(signal, () => {
      if (process.listenerCount(signal) > 1) return;
      process.stderr.write('Interrupted.\n');
      process.exit(130);
    });
}

export interface Interrupt {
  /** Aborts at the first signal. */
  readonly signal: AbortSignal;
  /** Resolves when a signal that came while the judges kept the process busy has been seen too. */
  arrived(): Promise<void>;
  /** Gives the signals back to Node. */
  release(): void;
}

/**
 * Turns the first signal into an abort. When the grace is over, `stop` is called and the process ends; at a second signal,
 * which comes from somebody who has waited long enough, it ends at once.
 */
export function onInterrupt(stop: () => Promise<void>): Interrupt {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const end = () => process.exit(130);
  const onSignal = () => {
    if (controller.signal.aborted) end();
    timer = setTimeout(() => void stop().finally(end), GRACE_MS);
    controller.abort();
  };
  for (const signal of signals) process.on(signal, onSignal);
  return {
    signal: controller.signal,
    async arrived() {
      // Node looks for signals between two turns of its loop: the first one may be under way already.
      await setImmediate();
      await setImmediate();
    },
    release() {
      clearTimeout(timer);
      for (const signal of signals) process.off(signal, onSignal);
    },
  };
}
