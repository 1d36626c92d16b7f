/** Signals that end a run: Ctrl-C, what a CI system sends to end a job, and the end of a terminal. */

import { setImmediate } from 'node:timers/promises';

/** How long a run may take to stop by itself before its process is ended. */
const GRACE_MS = 5_000;

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Ends the process at a signal, and with it what it has started, unless the command listens for signals itself. */
export function endOnInterrupt(): void {
  for (const signal of signals)
    process.on(signal, () => {
      if (process.listenerCount(signal) > 1) return;
      process.stderr.write('Interrupted.\n');
      process.exit(130);
    });
}

/** The signals of one run; see {@link onInterrupt}. */
export interface Interrupt {
  /** Aborts at the first signal. */
  readonly signal: AbortSignal;
  /** Resolves when a signal that came while the judges kept the process busy has been seen too. */
  arrived(): Promise<void>;
  /** Gives the signals back to Node. */
  release(): void;
}

/**
 * Turns the first signal into an abort. After the grace, `stop` is called and the process ends. At a second signal it
 * ends at once.
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
      // Node looks for signals between two turns of its loop; one may be waiting there already.
      await setImmediate();
      await setImmediate();
    },
    release() {
      clearTimeout(timer);
      for (const signal of signals) process.off(signal, onSignal);
    },
  };
}
