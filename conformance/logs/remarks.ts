/** What is odd about a log itself: said once, and not without end. */
export class Remarks {
  readonly #list: string[] = [];
  readonly #kinds = new Map<string, number>();

  /** `kind`: of each only the first ones are said, and how many there are. */
  add(kind: string, sentence: string): void {
    const times = (this.#kinds.get(kind) ?? 0) + 1;
    this.#kinds.set(kind, times);
    if (times <= MOST) this.#list.push(sentence);
  }

  get all(): readonly string[] {
    const more = [...this.#kinds].filter(([, times]) => times > MOST);
    return [...this.#list, ...more.map(([kind, times]) => `${times - MOST} more of this kind: ${kind}.`)];
  }
}

const MOST = 4;
