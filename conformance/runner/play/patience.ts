/**
 * What a run learns of its target's speed, and the time limits that follow. conformance/README.md, "Time and slowness".
 */
import type { History } from '../../exchange/history.js';
import { generous, type TimeLimits, unlimited } from './limits.js';
import type { Judgement } from './played.js';
import { type Lag, pulse } from './pulse.js';

/** Ten times what an answer usually takes: enough for a target for which the run has waited in vain before. */
const hasty = (usualMs: number): TimeLimits => ({
  ...generous,
  answerMs: Math.min(generous.answerMs, Math.max(100, Math.ceil(10 * usualMs))),
  lateMs: Math.min(generous.lateMs, Math.max(50, Math.ceil(10 * usualMs))),
});

/** The machine counts as slow where it was late by more than this in the last seconds; in milliseconds. */
const SLOW_MS = 100;
const LATELY_MS = 10_000;

const isSlow = ({ starved, worstMs }: Lag): boolean => starved || worstMs > SLOW_MS;

interface Learnt {
  readonly history: History;
  readonly judgement: Pick<Judgement, 'missing' | 'fault'>;
}

/** Learns from the histories of a run how fast its target is, and whether the run has waited in vain already. */
export class Patience {
  #answers = 0;
  #totalMs = 0;
  #inVain = false;
  readonly #missed = new Set<string>();
  #quiet = false;

  /** `debug` disables the limits; `lag` is that of the last seconds. */
  constructor(
    private readonly debug = false,
    private readonly lag: () => Lag = () => pulse.lately(LATELY_MS),
  ) {}

  /** Takes a play into account. */
  learn(learnt: Learnt): void {
    const { history, judgement } = learnt;
    for (const tookMs of answerTimes(history)) {
      this.#answers += 1;
      this.#totalMs += tookMs;
    }
    this.#inVain ||= judgement.missing || history.records.some(({ kind }) => kind === 'overdue');
    if (judgement.missing) this.#missed.add(whatIsMissed(learnt));
  }

  /** Whether the suite gave up a message early that might have come. The run must have waited for it in full once. */
  wasHasty(learnt: Learnt): boolean {
    const { missing, fault } = learnt.judgement;
    return !this.debug && this.#inVain && missing && fault !== undefined && !this.#missed.has(whatIsMissed(learnt));
  }

  /** From now on fences prove nothing: late effects have been reported once, and would only be reported again. */
  distrustFences(): void {
    this.#quiet = true;
  }

  /** The limits of the next play. */
  get limits(): TimeLimits {
    // A slow machine does not show how long an answer usually takes.
    if (this.debug || !this.#inVain || isSlow(this.lag())) return this.longest;
    return { ...hasty(this.#totalMs / Math.max(1, this.#answers)), quiet: this.#quiet };
  }

  /** The limits for a target of which nothing is known yet. */
  get longest(): TimeLimits {
    return { ...(this.debug ? unlimited : generous), quiet: this.#quiet };
  }
}

/** The limits of a case's next play: only a case about announced times waits for them, and it saves nothing by haste. */
export const limitsFor = ({ timed }: { readonly timed: boolean }, { limits, longest }: Patience): TimeLimits => ({
  ...(timed ? longest : limits),
  waits: timed,
});

/** The clause, and the kind of request where an answer is missing: one unanswered kind says nothing of the others. */
function whatIsMissed({ history, judgement: { fault } }: Learnt): string {
  const record = history.records[fault?.at ?? -1];
  return `${fault?.clause} ${record?.kind === 'overdue' ? record.action.kind : ''}`;
}

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
