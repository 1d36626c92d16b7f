/** Binary search. */

/** The first index from `from` on, and before `to`, from which on `holds`; `to` where it holds for none. It must not cease to hold. */
export function firstIndex(from: number, to: number, holds: (index: number) => boolean): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
