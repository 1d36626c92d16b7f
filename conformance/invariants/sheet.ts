/** What the clauses' checks write into: how often each clause was held against something, and what broke it. */
import type { ClauseId } from '../../gen/clauses.js';

/** A clause that a history breaks. */
export interface Violation {
  readonly clause: ClauseId;
  /** The index in `history.records` of the first wrong record; its length where something is missing at the end. */
  readonly index: number;
  /** What would have been right here, and what was there instead; one line each. */
  readonly allowed: string;
  readonly seen: string;
  /** Something that must have come has not come yet: waiting a little may still bring it. */
  readonly missing: boolean;
}

/** What the checks write into; one for each history. */
export class Sheet {
  readonly #checks = new Map<ClauseId, number>();
  readonly #violations: Violation[] = [];

  /** `order`: every clause that can be broken, the most telling first. */
  constructor(
    private readonly order: readonly ClauseId[],
    private readonly leftOut: ReadonlySet<string>,
  ) {}

  /** A clause was held against something that happened. */
  held(clause: ClauseId, times = 1): void {
    this.#checks.set(clause, (this.#checks.get(clause) ?? 0) + times);
  }

  /** A clause is broken by a record. */
  against(clause: ClauseId, index: number, allowed: string, seen: string): void {
    if (!this.leftOut.has(clause)) this.#violations.push({ clause, index, allowed, seen, missing: false });
  }

  /** A clause is broken by what has not come. */
  missing(clause: ClauseId, index: number, allowed: string, seen: string): void {
    if (!this.leftOut.has(clause)) this.#violations.push({ clause, index, allowed, seen, missing: true });
  }

  /** Of every clause that the system is held to; 0 where nothing applied. */
  get checks(): ReadonlyMap<ClauseId, number> {
    const all = new Map<ClauseId, number>();
    for (const clause of this.order) if (!this.leftOut.has(clause)) all.set(clause, this.#checks.get(clause) ?? 0);
    return all;
  }

  /** The most telling first, what has come before what has not; of one clause, the earliest first. */
  get violations(): readonly Violation[] {
    if (this.#violations.length < 2) return this.#violations;
    const rank = new Map<ClauseId, number>(this.order.map((clause, place) => [clause, place]));
    const place = ({ clause, missing }: Violation) => (rank.get(clause) ?? 0) + (missing ? this.order.length : 0);
    return this.#violations.sort((a, b) => place(a) - place(b) || a.index - b.index);
  }
}
