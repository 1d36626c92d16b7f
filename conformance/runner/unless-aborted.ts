/** A user who stops a run does not wait for the work in hand, which may take seconds. */
import { setMaxListeners } from 'node:events';

/** The result of the work; undefined as soon as `signal` is aborted. The work itself must begin nothing more then. */
export function unlessAborted<T>(work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T | undefined> {
  if (!signal) return work();
  if (signal.aborted) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const stop = () => resolve(undefined);
    // Every world that is open listens.
    setMaxListeners(0, signal);
    signal.addEventListener('abort', stop);
    work()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', stop));
  });
}
