/** What a clock counts: milliseconds, unless its stamps, or how soon a Join is answered by it, show something else. */
import type { LogEntry } from '../../exchange/index.js';

/** How many milliseconds one is. */
export type Unit = number;

export const MILLISECONDS: Unit = 1;
export const SECONDS: Unit = 1000;
export const MICROSECONDS: Unit = 1e-3;
export const NANOSECONDS: Unit = 1e-6;

export const unitName = (unit: Unit): string =>
  unit === SECONDS
    ? 'seconds'
    : unit === MICROSECONDS
      ? 'microseconds'
      : unit === NANOSECONDS
        ? 'nanoseconds'
        : 'milliseconds';

/** So many answers tell enough. */
const SAMPLES = 101;
/** In milliseconds, since 1970: the year 5138. Nothing runs for so long. */
const BEYOND = 1e14;
const FAR_BEYOND = 1e17;
/** In seconds, since 1970: from 2001 to 2286. In milliseconds it would be a system that runs since some weeks. */
const EPOCH = [1e9, 1e10] as const;
/** No server answers sooner over a network, or later on most days, in milliseconds. */
const SOONEST = 0.2;
const LATEST = 20;

export class Units {
  #first: number | undefined;
  readonly #asked = new Map<string, number>();
  readonly #took: number[] = [];
  /** How long an answer to a Join takes, in the middle. */
  #usual = 0;

  /** Whether nothing more need be looked at. */
  get done(): boolean {
    return this.#took.length >= SAMPLES;
  }

  /** The first stamp. */
  get first(): number {
    return this.#first ?? 0;
  }

  look({ at, connection, kind }: LogEntry): void {
    this.#first ??= at;
    if (kind === 'join') this.#asked.set(connection, at);
    if (kind !== 'seen') return;
    const asked = this.#asked.get(connection);
    if (asked === undefined) return;
    this.#asked.delete(connection);
    this.#took.push(at - asked);
    this.#usual = this.#took.toSorted((a, b) => a - b)[this.#took.length >> 1] ?? 0;
    if (this.done) this.#asked.clear();
  }

  /** What the stamps themselves look like. */
  get unit(): Unit {
    const first = Math.abs(this.first);
    if (first >= FAR_BEYOND) return NANOSECONDS;
    if (first >= BEYOND) return MICROSECONDS;
    return first >= EPOCH[0] && first < EPOCH[1] && this.#usual <= SOONEST ? SECONDS : MILLISECONDS;
  }

  /** What they may be as well, by how long answers take; to be believed where it explains what would be wrong otherwise. */
  get others(): readonly Unit[] {
    const usually = this.#usual;
    if (this.unit !== MILLISECONDS) return [];
    if (usually <= SOONEST) return [SECONDS];
    return usually < LATEST ? [] : [MICROSECONDS, NANOSECONDS];
  }
}
