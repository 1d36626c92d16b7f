/**
 * How slow the machine is: how much longer work takes than a core works for it. Bounds of tests that a busy machine
 * breaks follow it.
 */
import { spawn } from 'node:child_process';

/** Works for 20 ms of a core's time, five times a second, and prints how long that took. */
const SAMPLER = `
const used = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
setInterval(() => {
  const began = performance.now(), before = used();
  while (used() - before < 20);
  console.log((performance.now() - began) / (used() - before));
}, 200);
process.stdin.on('end', () => process.exit()).resume();
`;

/** So many samples are looked back: about a minute. */
const KEPT = 300;

export interface Slowness {
  /**
   * So many seconds of an idle machine, in milliseconds of this one as it was in the last minute; `spare` times as much
   * at least.
   */
  within(seconds: number, spare?: number): number;
  stop(): void;
}

/** From now on the machine is measured, by a process of its own. */
export function measureSlowness(): Slowness {
  const child = spawn(process.execPath, ['-e', SAMPLER], { stdio: ['pipe', 'pipe', 'inherit'] });
  let samples: number[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    samples = [...samples, ...text.trim().split('\n').map(Number)].slice(-KEPT);
  });
  const mean = () => samples.reduce((sum, one) => sum + one, 0) / Math.max(1, samples.length);
  return {
    within: (seconds, spare = 1) => seconds * 1_000 * Math.max(spare, mean()),
    stop: () => child.stdin.end(),
  };
}
