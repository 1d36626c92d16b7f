/** What is odd about a log itself: each kind is said a few times, and then counted. */
export interface Remarks {
  /** `kind`: a few remarks of each kind are kept, with how many more there are. */
  add(kind: string, sentence: string): void;
  /** The remarks that were kept, and how many more there are of each kind. */
  all(): readonly string[];
}

const MOST_OF_A_KIND = 4;

/** No remarks yet. */
export function remarks(): Remarks {
  const kept: string[] = [];
  const counts = new Map<string, number>();
  return {
    add(kind, sentence) {
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      if (count <= MOST_OF_A_KIND) kept.push(sentence);
    },
    all() {
      const more = [...counts].filter(([, count]) => count > MOST_OF_A_KIND);
      return [...kept, ...more.map(([kind, count]) => `${count - MOST_OF_A_KIND} more of this kind: ${kind}.`)];
    },
  };
}
