/**
 * Names that the log has shown, and that belong to something forgotten: a line with one of them does not show that
 * the log lacks anything.
 */

/** A log may name others without end. Beyond so many names, the oldest is dropped. */
const MOST_NAMES = 20_000;

/** The most recent names, each with a note. */
export interface RecentNames<Note> {
  has(name: string): boolean;
  get(name: string): Note | undefined;
  add(name: string, note: Note): void;
  delete(name: string): void;
  clear(): void;
  /** So many names may be added at the same time: none of them displaces another one. */
  expect(count: number): void;
}

/** An empty list of names. */
export function recentNames<Note>(): RecentNames<Note> {
  const names = new Map<string, Note>();
  let most = MOST_NAMES;
  return {
    has: (name) => names.has(name),
    get: (name) => names.get(name),
    add(name, note) {
      names.delete(name);
      names.set(name, note);
      if (names.size <= most) return;
      for (const oldest of names.keys()) {
        names.delete(oldest);
        break;
      }
    },
    delete(name) {
      names.delete(name);
    },
    clear() {
      names.clear();
    },
    expect(count) {
      most = Math.max(most, count);
    },
  };
}
