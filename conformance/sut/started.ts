/** The processes that the suite has started: none of them outlives it, however it ends. */
import type { ChildProcess } from 'node:child_process';

const living = new Set<ChildProcess>();

/** Takes a process that leads a group of its own. */
export function remember(child: ChildProcess): void {
  // At the end of a process nothing can be waited for any more: a caller that had time to stop them in peace has done so before.
  if (living.size === 0) process.once('exit', killAll);
  living.add(child);
  child.once('exit', () => forget(child));
  child.once('error', () => forget(child));
}

function forget(child: ChildProcess): void {
  living.delete(child);
  if (living.size === 0) process.off('exit', killAll);
}

/** The processes that are still running. */
export const started = (): readonly ChildProcess[] => [...living];

function killAll(): void {
  for (const { pid } of living) {
    try {
      if (pid !== undefined) process.kill(-pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}
