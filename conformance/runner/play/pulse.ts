/**
 * How late this process is, and how little of the machine it is given. What a suite sees late may have come in time, and where the
 * suite waits for a core, so does the server beside it.
 */

/** How often it is looked at, in milliseconds, and how long what was seen is kept. */
const EVERY_MS = 20;
const KEPT_MS = 120_000;
/** Who works this much longer than its work takes waits for a core most of the time: `STOLEN_MS` of it are no chance. */
const STARVED = 2;
const STOLEN_MS = 20;

/** What is read of the process, each in milliseconds. */
export interface Gauge {
  now(): number;
  /** How long the event loop has had something to do. */
  activeMs(): number;
  /** How long a core has worked for this process. */
  cpuMs(): number;
}

export interface Lag {
  /** How late the event loop was at worst, in milliseconds. */
  readonly worstMs: number;
  /** The machine has so much else to do that whatever is done takes twice as long, or longer. */
  readonly starved: boolean;
}

interface Look {
  readonly at: number;
  readonly lateMs: number;
  readonly activeMs: number;
  readonly cpuMs: number;
}

const ofThisProcess: Gauge = {
  now: () => performance.now(),
  activeMs: () => performance.eventLoopUtilization().active,
  cpuMs: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  },
};

export class Pulse {
  #looks: Look[] = [];
  #users = 0;
  #due = 0;
  #timer: NodeJS.Timeout | undefined;
  #last: Look;

  constructor(private readonly gauge: Gauge = ofThisProcess) {
    this.#last = this.#look(0);
  }

  /** From now on it is looked at, until as many have stopped as have started. */
  start(): void {
    this.#users += 1;
    if (this.#users > 1) return;
    this.#last = this.#look(0);
    this.#next();
  }

  stop(): void {
    this.#users -= 1;
    if (this.#users === 0) clearTimeout(this.#timer);
  }

  /** What there was from a moment on until now, on the clock of `performance.now()`. */
  since(from: number): Lag {
    const now = this.#look(this.#users > 0 ? this.#lateMs() : 0);
    const looks = [...this.#looks.slice(this.#firstSince(from)), difference(this.#last, now)];
    const sum = (pick: (look: Look) => number) => looks.reduce((total, look) => total + pick(look), 0);
    const activeMs = sum((look) => look.activeMs);
    const cpuMs = sum((look) => look.cpuMs);
    return {
      worstMs: Math.max(...looks.map(({ lateMs }) => lateMs)),
      starved: activeMs >= STARVED * cpuMs && activeMs - cpuMs >= STOLEN_MS,
    };
  }

  /** The same of the last `ms` milliseconds. */
  lately(ms: number): Lag {
    return this.since(this.gauge.now() - ms);
  }

  /** To be called when the timer is due; takes down how late it was. */
  tick(): void {
    const now = this.#look(this.#lateMs());
    this.#looks.push(difference(this.#last, now));
    this.#last = now;
    if ((this.#looks[0]?.at ?? 0) < now.at - 2 * KEPT_MS)
      this.#looks = this.#looks.slice(this.#firstSince(now.at - KEPT_MS));
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

  #look(lateMs: number): Look {
    return { at: this.gauge.now(), lateMs, activeMs: this.gauge.activeMs(), cpuMs: this.gauge.cpuMs() };
  }

  #firstSince(from: number): number {
    let first = this.#looks.length;
    while (first > 0 && (this.#looks[first - 1]?.at ?? 0) > from) first -= 1;
    return first;
  }
}

const difference = (before: Look, now: Look): Look => ({
  at: now.at,
  lateMs: now.lateMs,
  activeMs: now.activeMs - before.activeMs,
  cpuMs: now.cpuMs - before.cpuMs,
});

/** The one of this process: whatever is played in it shares its event loop. */
export const pulse = new Pulse();
