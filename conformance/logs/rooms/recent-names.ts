/** Names that the log has shown, and whose past is forgotten: what comes under them says nothing of what is missing in the log. */
export class LetGoNames<Note = true> {
  readonly #names = new Map<string, Note>();
  #most = MOST;

  has(name: string): boolean {
    return this.#names.has(name);
  }

  get(name: string): Note | undefined {
    return this.#names.get(name);
  }

  add(name: string, note: Note): void {
    this.#names.delete(name);
    this.#names.set(name, note);
    if (this.#names.size <= this.#most) return;
    for (const oldest of this.#names.keys()) {
      this.#names.delete(oldest);
      break;
    }
  }

  delete(name: string): void {
    this.#names.delete(name);
  }

  clear(): void {
    this.#names.clear();
  }

  /** So many may be let go at the same time: none of them is forgotten for the others. */
  expect(count: number): void {
    this.#most = Math.max(this.#most, count);
  }
}

/** A log may name others without end; what is older than so many is not heard of again. */
const MOST = 20_000;
