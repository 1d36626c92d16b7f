/** How long something may still take: a failure is shrunk as far as its time goes, whatever it is tried with. */
import { type Gauge, ofThisProcess } from '../play/pulse.js';

export interface Budget {
  /** In milliseconds; never less than 0. */
  left(): number;
  /** What has been used of it, in milliseconds. */
  used(): number;
  /** For a part of it: from now on so many milliseconds at the most, and no longer than the whole. */
  atMost(ms: number): Budget;
}

/** On the busiest machine a budget lasts so many times its length. */
const MOST_TIMES = 5;

/**
 * From now on. Time in which this process had work to do and no core to do it on does not count, so that a busy machine
 * makes a failure no larger.
 */
export function budgetOf(ms: number, gauge: Gauge = ofThisProcess): Budget {
  const began = { at: gauge.now(), activeMs: gauge.activeMs(), cpuMs: gauge.cpuMs() };
  const used = (): number => {
    const passedMs = gauge.now() - began.at;
    const robbedMs = gauge.activeMs() - began.activeMs - (gauge.cpuMs() - began.cpuMs);
    return Math.max(passedMs - Math.max(0, robbedMs), passedMs / MOST_TIMES);
  };
  const left = (): number => Math.max(0, ms - used());
  return { left, used, atMost: (part) => budgetOf(Math.min(part, left()), gauge) };
}
