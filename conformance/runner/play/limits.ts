/** How long things may take, in milliseconds. DESIGN: section 6, deadlines, and section 7, absence. */
import type { History } from '../../exchange/index.js';
import type { Judgement } from './judge.js';
import { type Lag, pulse } from './pulse.js';

export interface Limits {
  /** How long an answer may take. */
  readonly answerMs: number;
  /** How long a Join in a fresh world may take where an answer was missed, before the target is said to hang. */
  readonly probeMs?: number;
  /** How long something that is missing at the closing fence may still come late. */
  readonly lateMs: number;
  /** Departures by loss are waited for, however long the announced times are; else nobody waits for them, and nothing is made of it. */
  readonly waits: boolean;
  /** The fence is broken: nothing is proved by it any more, and silence is waited for instead. */
  readonly quiet: boolean;
}

export const generous: Limits = { answerMs: 2_000, lateMs: 500, waits: true, quiet: false };

/** For a target that sits in a debugger: an answer takes as long as it takes. */
export const unlimited: Limits = {
  ...generous,
  answerMs: Number.POSITIVE_INFINITY,
  probeMs: Number.POSITIVE_INFINITY,
};

/** Where the suite or the machine was too slow: whatever is right comes within these. */
const UNHURRIED_MS = 10_000;
const UNHURRIED_LATE_MS = 2_000;

/** The same limits with so much room that only what never comes is missed. */
export const unhurriedly = (limits: Limits): Limits => ({
  ...limits,
  answerMs: Math.max(limits.answerMs, UNHURRIED_MS),
  lateMs: Math.max(limits.lateMs, UNHURRIED_LATE_MS),
});

/** For a target that has hung already, where it is to hang again: many attempts have to wait for it. */
export const brief: Limits = { ...generous, answerMs: 1_000, probeMs: 1_000 };

/** What has been waited for in vain is not waited for as long again: ten times what an answer usually takes will do. */
const hasty = (usualMs: number): Limits => ({
  ...generous,
  answerMs: Math.min(generous.answerMs, Math.max(100, Math.ceil(10 * usualMs))),
  lateMs: Math.min(generous.lateMs, Math.max(50, Math.ceil(10 * usualMs))),
});

/** Less than this is given to nobody while the machine is as slow as it was in the last seconds; milliseconds. */
const LATELY_MS = 10_000;
const SLOW_MS = 100;

const isSlow = ({ starved, worstMs }: Lag): boolean => starved || worstMs > SLOW_MS;

interface Learnt {
  readonly history: History;
  readonly judgement: Pick<Judgement, 'missing' | 'fault'>;
}

/** Learns from the histories of a run how fast its target is, and whether waiting has been in vain already. */
export class Patience {
  #answers = 0;
  #totalMs = 0;
  #inVain = false;
  readonly #missed = new Set<string>();
  #quiet = false;

  /** `lag`: of the last seconds. */
  constructor(
    private readonly debug = false,
    private readonly lag: () => Lag = () => pulse.lately(LATELY_MS),
  ) {}

  learn(learnt: Learnt): void {
    const { history, judgement } = learnt;
    for (const tookMs of answerTimes(history)) {
      this.#answers += 1;
      this.#totalMs += tookMs;
    }
    this.#inVain ||= judgement.missing || history.records.some(({ kind }) => kind === 'overdue');
    if (judgement.missing) this.#missed.add(whatIsMissed(learnt));
  }

  /** Whether something was given up early that might have come: only what has been waited for in vain once is known not to. */
  wasHasty(learnt: Learnt): boolean {
    const { missing, fault } = learnt.judgement;
    return !this.debug && this.#inVain && missing && fault !== undefined && !this.#missed.has(whatIsMissed(learnt));
  }

  /** From now on the fence is not trusted: what comes late has been reported once, and would only be reported again. */
  distrustFences(): void {
    this.#quiet = true;
  }

  get limits(): Limits {
    // On a slow machine nobody can tell how long an answer usually takes.
    if (this.debug || !this.#inVain || isSlow(this.lag())) return this.longest;
    return { ...hasty(this.#totalMs / Math.max(1, this.#answers)), quiet: this.#quiet };
  }

  /** What is given to a target of which nothing is known yet. */
  get longest(): Limits {
    return { ...(this.debug ? unlimited : generous), quiet: this.#quiet };
  }
}

/** Only a case that is about announced times waits for them. */
export const limitsFor = ({ timed }: { readonly timed: boolean }, { limits }: Patience): Limits => ({
  ...limits,
  waits: timed,
});

/** By which clause, and to what, where it is an answer: that one kind of request goes unanswered says nothing of the others. */
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

/** How long the shrinking of one failure may take. */
export const SHRINK_MS = 5_000;

/** The same, of a failure that does not show every time: as far as it shows often, and then as far as it shows at all. */
export const SHRINK_OFTEN_MS = 10_000;
export const SHRINK_RARE_MS = 15_000;

/** How long is looked for the scenario that makes the target hang, and how long it is made small: each attempt waits for seconds. */
export const SEARCH_MS = 20_000;
export const SHRINK_HUNG_MS = 15_000;

/** How often a shrunk scenario is run again, to tell a steady failure from a rare one. */
export const REPEATS = 3;
