/** What is under way when somebody has had enough is not waited for: it may take seconds, and nobody reads what comes of it. */
import { setMaxListeners } from 'node:events';

/** What the work comes to; undefined as soon as `signal` is aborted. The work itself has to begin nothing more then. */
export function unlessAborted<T>(work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T | undefined> {
  if (!signal) return work();
  if (signal.aborted) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const abandon = () => resolve(undefined);
    // Every world that is open listens.
    setMaxListeners(0, signal);
    signal.addEventListener('abort', abandon);
    work()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', abandon));
  });
}
