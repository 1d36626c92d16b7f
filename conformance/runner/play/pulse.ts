/**
 * How late this process is, and how little of the machine it gets. A message that the suite sees late may have come in
 * time; and where the suite waits for a core, so does the server beside it.
 */

/** How often the process is sampled, and how long samples are kept, in milliseconds. */
const EVERY_MS = 20;
const KEPT_MS = 120_000;
/**
 * The process is starved where its work takes so many times its own time on a core, and loses at least `STOLEN_MS` by
 * it.
 */
const STARVED = 2;
const STOLEN_MS = 20;

/** What is read of the process, each in milliseconds. */
export interface Gauge {
  now(): number;
  /** How long the event loop has been busy. */
  activeMs(): number;
  /** How long a core has worked for this process. */
  cpuMs(): number;
}

/** The lag of this process in a span of time. */
export interface Lag {
  /** The worst delay of the event loop, in milliseconds. */
  readonly worstMs: number;
  /** The machine has so much else to do that all work takes twice as long, or longer. */
  readonly starved: boolean;
}

interface PulseSample {
  readonly at: number;
  readonly lateMs: number;
  readonly activeMs: number;
  readonly cpuMs: number;
}

/** What this process gets of the machine. */
export const ofThisProcess: Gauge = {
  now: () => performance.now(),
  activeMs: () => performance.eventLoopUtilization().active,
  cpuMs: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  },
};

/** Samples the process while it is in use. */
export class Pulse {
  #samples: PulseSample[] = [];
  #users = 0;
  #due = 0;
  #timer: NodeJS.Timeout | undefined;
  #last: PulseSample;

  constructor(private readonly gauge: Gauge = ofThisProcess) {
    this.#last = this.#sample(0);
  }

  /** Samples from now on, until as many have stopped as have started. */
  start(): void {
    this.#users += 1;
    if (this.#users > 1) return;
    this.#last = this.#sample(0);
    this.#next();
  }

  /** Ends one {@link start}. */
  stop(): void {
    this.#users -= 1;
    if (this.#users === 0) clearTimeout(this.#timer);
  }

  /** The lag from a moment until now; `from` is on the clock of `performance.now()`. */
  since(from: number): Lag {
    const samples = [...this.#samples.slice(this.#firstSince(from)), this.#sinceLast()];
    const sum = (pick: (sample: PulseSample) => number) => samples.reduce((total, sample) => total + pick(sample), 0);
    const activeMs = sum((sample) => sample.activeMs);
    const cpuMs = sum((sample) => sample.cpuMs);
    return {
      worstMs: Math.max(...samples.map(({ lateMs }) => lateMs)),
      starved: activeMs >= STARVED * cpuMs && activeMs - cpuMs >= STOLEN_MS,
    };
  }

  /** The lag of the last `ms` milliseconds. */
  lately(ms: number): Lag {
    return this.since(this.gauge.now() - ms);
  }

  /** Takes a sample. The timer calls it; how late it does is the lag. */
  tick(): void {
    const now = this.#sample(this.#lateMs());
    this.#samples.push(difference(this.#last, now));
    this.#last = now;
    if ((this.#samples[0]?.at ?? 0) < now.at - 2 * KEPT_MS)
      this.#samples = this.#samples.slice(this.#firstSince(now.at - KEPT_MS));
    this.#next();
  }

  #next(): void {
    this.#due = this.gauge.now() + EVERY_MS;
    this.#timer = setTimeout(() => this.tick(), EVERY_MS);
    this.#timer.unref();
  }

  #lateMs(): number {
    return Math.max(0, this.gauge.now() - this.#due);
  }

  #sample(lateMs: number): PulseSample {
    return { at: this.gauge.now(), lateMs, activeMs: this.gauge.activeMs(), cpuMs: this.gauge.cpuMs() };
  }

  /** What has been since the last sample. To read the clocks of the process takes long: a moment is not worth it. */
  #sinceLast(): PulseSample {
    const at = this.gauge.now();
    const lateMs = this.#users > 0 ? this.#lateMs() : 0;
    if (at - this.#last.at < EVERY_MS) return { at, lateMs, activeMs: 0, cpuMs: 0 };
    return difference(this.#last, this.#sample(lateMs));
  }

  #firstSince(from: number): number {
    let first = this.#samples.length;
    while (first > 0 && (this.#samples[first - 1]?.at ?? 0) > from) first -= 1;
    return first;
  }
}

const difference = (before: PulseSample, now: PulseSample): PulseSample => ({
  at: now.at,
  lateMs: now.lateMs,
  activeMs: now.activeMs - before.activeMs,
  cpuMs: now.cpuMs - before.cpuMs,
});

/** The pulse of this process: all plays in it share one event loop. */
export const pulse = new Pulse();

/** Measures the lag of one play. */
export interface LagMeter {
  /** The lag from the start until now. */
  lag(): Lag;
  /** Ends the measurement; to be called once. */
  stop(): void;
}

/** Starts to measure the lag of a play. */
export function startLagMeter(of: Pulse = pulse): LagMeter {
  const from = performance.now();
  of.start();
  return {
    lag: () => of.since(from),
    stop: () => of.stop(),
  };
}
