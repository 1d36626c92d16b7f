/**
 * Other work for the machine: processes that do nothing but compute, and that never outlive the one that started
 * them.
 */
import { type ChildProcess, spawn } from 'node:child_process';

/** Each looks for its parent all the time: it is gone with it, even where that was killed without a word. */
const COMPUTE = 'const parent = process.ppid; for (;;) if (process.ppid !== parent) process.exit();';

/** By these, and by its own end, a process that has started some takes them with it. */
const ENDS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const INTERRUPTED = 130;

/** Stops them again; does nothing the second time. */
export type Stop = () => void;

/** Starts so many of them. The function that it returns ends them. */
export function keepBusy(count: number): Stop {
  const others: ChildProcess[] = Array.from({ length: count }, () =>
    spawn(process.execPath, ['-e', COMPUTE], { stdio: 'ignore' }),
  );
  const kill = (): void => {
    for (const other of others) other.kill('SIGKILL');
  };
  const interrupted = (): never => {
    kill();
    process.exit(INTERRUPTED);
  };
  process.on('exit', kill);
  for (const signal of ENDS) process.on(signal, interrupted);
  return () => {
    kill();
    process.off('exit', kill);
    for (const signal of ENDS) process.off(signal, interrupted);
  };
}
