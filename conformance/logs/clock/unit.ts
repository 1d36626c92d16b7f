/** What a clock counts: milliseconds, unless its stamps, or how soon a Join is answered, show something else. */
import type { LogEntry } from '../../exchange/log.js';

/** How many milliseconds one unit is. */
export type Unit = number;

/** What a log is to count. */
export const MILLISECONDS: Unit = 1;
const SECONDS: Unit = 1_000;
const MICROSECONDS: Unit = 1e-3;
const NANOSECONDS: Unit = 1e-6;

/** The name of a unit, in the plural. */
export const unitName = (unit: Unit): string =>
  unit === SECONDS
    ? 'seconds'
    : unit === MICROSECONDS
      ? 'microseconds'
      : unit === NANOSECONDS
        ? 'nanoseconds'
        : 'milliseconds';

/** So many answers are enough. */
const SAMPLES = 101;
/** In milliseconds since 1970, this is the year 5138. No log is from then. */
const BEYOND = 1e14;
const FAR_BEYOND = 1e17;
/**
 * In seconds since 1970, this is from 2001 to 2286. In milliseconds it would be a system that has run for some
 * weeks.
 */
const EPOCH = [1e9, 1e10] as const;
/** In milliseconds: no server answers sooner over a network, and few answer later. */
const SOONEST = 0.2;
const LATEST = 20;

/** Guesses what the stamps of a log count. */
export function unitEstimate() {
  let first: number | undefined;
  const asked = new Map<string, number>();
  const took: number[] = [];
  /** How long an answer to a Join takes: the median, in units of the log. */
  let usual = 0;

  /** What the stamps themselves look like. */
  function likely(): Unit {
    const size = Math.abs(first ?? 0);
    if (size >= FAR_BEYOND) return NANOSECONDS;
    if (size >= BEYOND) return MICROSECONDS;
    return size >= EPOCH[0] && size < EPOCH[1] && usual <= SOONEST ? SECONDS : MILLISECONDS;
  }

  return {
    likely,

    /**
     * What they may count as well, by how long answers take. It is believed where it explains what would be wrong
     * otherwise.
     */
    others(): readonly Unit[] {
      if (likely() !== MILLISECONDS) return [];
      if (usual <= SOONEST) return [SECONDS];
      return usual < LATEST ? [] : [MICROSECONDS, NANOSECONDS];
    },

    /** The first stamp; 0 before there is one. */
    first: (): number => first ?? 0,

    /** Takes the next line in. After enough answers nothing is learnt from it. */
    follow({ at, connection, kind }: LogEntry): void {
      if (took.length >= SAMPLES) return;
      first ??= at;
      if (kind === 'join') asked.set(connection, at);
      if (kind !== 'seen') return;
      const askedAt = asked.get(connection);
      if (askedAt === undefined) return;
      asked.delete(connection);
      took.push(at - askedAt);
      usual = took.toSorted((a, b) => a - b)[took.length >> 1] ?? 0;
      if (took.length >= SAMPLES) asked.clear();
    },
  };
}
