/** When one connection of a seat was heard by its server: a suite that falls silent itself may be taken for somebody who is gone. */
import type { SuiteDelay } from '../system.js';

/** A silence of so much of what the server waits is near enough to it. */
const NEAR = 0.75;

interface Silence {
  readonly ms: number;
  readonly ofMs: number;
}

/** Measures how late the suite itself was on one connection. */
export class DelayMeter {
  /** How long the server lets a connection be silent, in milliseconds; 0: for ever. */
  timeoutMs = 0;
  #firstAt: number | undefined;
  #lastAt: number | undefined;
  #calledAt: number | undefined;
  #answered: Silence | undefined;
  #silence: Silence | undefined;
  #returns: { readonly meantAt: number; readonly windowMs: number } | undefined;

  /** `who`: whose connection it is, in words. */
  constructor(
    private readonly who: string,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** A Heartbeat has come, and an Ack is due. */
  called(): void {
    this.#calledAt ??= this.now();
  }

  /** A Resume is the first that is sent: when it was meant to go, and in which window. */
  returns(meantAt: number, windowMs: number): void {
    this.#returns = { meantAt, windowMs };
  }

  /** Something has been sent. */
  spoke(): void {
    const now = this.now();
    this.#firstAt ??= now;
    if (this.#calledAt !== undefined) this.#answered = longer(this.#answered, this.#of(now - this.#calledAt));
    this.#calledAt = undefined;
    this.#fellSilent(now);
    this.#lastAt = now;
  }

  /** The server has closed the connection. */
  closed(): void {
    this.#fellSilent(this.now());
    this.#lastAt = undefined;
  }

  /** By how much the slowest Ack and the Resume were late, and the longest silence, where it was nearly as long as the server waits. */
  get late(): SuiteDelay[] {
    return [...this.#lateAck(), ...this.#lateResume(), ...this.#nearSilence()];
  }

  #lateAck(): SuiteDelay[] {
    if (!this.#answered) return [];
    const { ms, ofMs } = this.#answered;
    return [{ ms, ofMs, what: `the Ack of ${this.who} went out ${round(ms)} ms after the Heartbeat that it answers` }];
  }

  #lateResume(): SuiteDelay[] {
    if (!this.#returns) return [];
    const ms = (this.#firstAt ?? this.now()) - this.#returns.meantAt;
    return [{ ms, ofMs: this.#returns.windowMs, what: `the Resume of ${this.who} went out ${round(ms)} ms late` }];
  }

  #nearSilence(): SuiteDelay[] {
    const { ms = 0, ofMs = 0 } = this.#silence ?? {};
    if (ofMs === 0 || ms < NEAR * ofMs) return [];
    return [
      { ms, ofMs, what: `${this.who} was silent for ${round(ms)} ms, and its server waits ${ofMs}`, meant: true },
    ];
  }

  #fellSilent(now: number): void {
    if (this.#lastAt !== undefined) this.#silence = longer(this.#silence, this.#of(now - this.#lastAt));
  }

  #of = (ms: number): Silence => ({ ms, ofMs: this.timeoutMs });
}

const longer = (one: Silence | undefined, other: Silence): Silence | undefined => {
  if (other.ofMs === 0) return one;
  return one && one.ms >= other.ms ? one : other;
};

const round = (ms: number): number => Math.round(ms);
