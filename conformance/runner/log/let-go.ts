/** Names that the log has shown, and whose past is forgotten: what comes under them says nothing of what is missing in the log. */
export class LetGoNames {
  readonly #names = new Set<string>();

  has(name: string): boolean {
    return this.#names.has(name);
  }

  add(name: string): void {
    this.#names.add(name);
    if (this.#names.size <= MOST) return;
    for (const oldest of this.#names) {
      this.#names.delete(oldest);
      break;
    }
  }

  clear(): void {
    this.#names.clear();
  }
}

/** A log may name others without end; what is older than so many is not heard of again. */
const MOST = 20_000;
