/** How long things may take, in milliseconds. DESIGN: section 6, deadlines, and section 7, absence. */
import type { History } from '../exchange/index.js';

export interface Limits {
  /** How long an answer may take. */
  readonly answerMs: number;
  /** How long something that is missing at the closing fence may still come late. */
  readonly lateMs: number;
  /** Departures by loss are waited for, however long the announced times are; else nobody waits for them, and nothing is made of it. */
  readonly waits: boolean;
  /** The fence is broken: nothing is proved by it any more, and silence is waited for instead. */
  readonly quiet: boolean;
}

export const generous: Limits = { answerMs: 2_000, lateMs: 500, waits: true, quiet: false };

/** For a target that sits in a debugger: an answer takes as long as it takes. */
export const unlimited: Limits = { ...generous, answerMs: Number.POSITIVE_INFINITY };

/** What has been waited for in vain is not waited for as long again: ten times what an answer usually takes will do. */
const hasty = (usualMs: number): Limits => ({
  ...generous,
  answerMs: Math.min(generous.answerMs, Math.max(100, 10 * usualMs)),
  lateMs: Math.min(generous.lateMs, Math.max(50, 10 * usualMs)),
});

/** Learns from the histories of a run how fast its target is, and whether waiting has been in vain already. */
export class Patience {
  #answers = 0;
  #totalMs = 0;
  #inVain = false;
  #quiet = false;

  constructor(private readonly debug = false) {}

  learn(history: History, missing: boolean): void {
    for (const tookMs of answerTimes(history)) {
      this.#answers += 1;
      this.#totalMs += tookMs;
    }
    this.#inVain ||= missing || history.records.some(({ kind }) => kind === 'overdue');
  }

  /** From now on the fence is not trusted: what comes late has been reported once, and would only be reported again. */
  distrustFences(): void {
    this.#quiet = true;
  }

  get limits(): Limits {
    if (this.debug) return { ...unlimited, quiet: this.#quiet };
    const limits = this.#inVain ? hasty(this.#totalMs / Math.max(1, this.#answers)) : generous;
    return { ...limits, quiet: this.#quiet };
  }
}

/** Only a case that is about announced times waits for them. */
export const limitsFor = ({ timed }: { readonly timed: boolean }, { limits }: Patience): Limits => ({
  ...limits,
  waits: timed,
});

function answerTimes({ records }: History): number[] {
  const sent = new Map<string, number>();
  return records.flatMap((record) => {
    if (record.kind === 'sent') sent.set(`${record.seat}/${record.connection}/${record.request ?? 0}`, record.at);
    if (record.kind !== 'seen' || !('replyTo' in record.observation)) return [];
    const { replyTo = 0 } = record.observation;
    const asked = replyTo > 0 ? sent.get(`${record.seat}/${record.connection}/${replyTo}`) : undefined;
    return asked === undefined ? [] : [record.at - asked];
  });
}

/** How long the shrinking of one failure may take. */
export const SHRINK_MS = 5_000;

/** The same, of a failure that does not show every time. */
export const SHRINK_RARE_MS = 20_000;

/** How often a shrunk scenario is run again, to tell a steady failure from a rare one. */
export const REPEATS = 3;
