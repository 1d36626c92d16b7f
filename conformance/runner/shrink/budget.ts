/** How long something may still take: a failure is shrunk as far as its time goes, whatever it is tried with. */
export interface Budget {
  /** In milliseconds; never less than 0. */
  left(): number;
  /** For a part of it: from now on so many milliseconds at the most, and no longer than the whole. */
  atMost(ms: number): Budget;
}

/** From now on. */
export function budgetOf(ms: number): Budget {
  const deadline = performance.now() + ms;
  const left = (): number => Math.max(0, deadline - performance.now());
  return { left, atMost: (part) => budgetOf(Math.min(part, left())) };
}
