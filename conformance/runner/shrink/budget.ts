/** How long something may still take: a failure is shrunk as far as its time goes, whatever it is tried with. */
export interface Budget {
  /** In milliseconds; never less than 0. */
  left(): number;
}

/** From now on. */
export function budgetOf(ms: number): Budget {
  const deadline = performance.now() + ms;
  return { left: () => Math.max(0, deadline - performance.now()) };
}
