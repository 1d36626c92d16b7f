/** Ctrl-C, and what a CI system sends to end a job. */

import { setImmediate } from 'node:timers/promises';

/** How long a run may take to put its things in order before it is ended. */
const GRACE_MS = 5000;

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
  const signals = ['SIGINT', 'SIGTERM'] as const;
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
