/** Counting, and comparing what was counted with what was expected. */

export type Tally = ReadonlyMap<string, number>;

/** How often each value occurs. */
export function counted<T>(values: Iterable<T>): Map<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** What differs, a sentence each. */
export function differences(who: string, expected: Tally, seen: Tally): string[] {
  const names = new Set([...expected.keys(), ...seen.keys()]);
  return [...names].flatMap((name) => {
    const should = expected.get(name) ?? 0;
    const did = seen.get(name) ?? 0;
    return should === did ? [] : [`${who}: ${did} times ${name}, not ${should}`];
  });
}
