/** What people were told in a whole run, by what had happened. The way into crosswalk/. */
import { type CrosswalkRow, measuredCauses, saysNothing, type WordTold } from '../../exchange/crosswalk.js';
import type { History } from '../../exchange/history.js';
import { measureTellings } from './measure.js';

interface Gathering {
  readonly telling: WordTold;
  readonly afterMs: number[];
}

/** Gathers what was told in the plays of a run. It draws nothing, and decides nothing. */
export interface CrosswalkTally {
  /** Adds the history of a play. */
  add(history: History): void;
  /** By cause and listener; of these, the word that was told most often first. */
  rows(): readonly CrosswalkRow[];
}

/** A tally of no plays yet. */
export function newCrosswalkTally(): CrosswalkTally {
  const gathered = new Map<string, Gathering>();
  return {
    add(history) {
      for (const { afterMs, ...telling } of measureTellings(history)) {
        const { cause, listener, native, means } = telling;
        const key = JSON.stringify([cause, listener, native ?? null, means]);
        const row = gathered.get(key) ?? { telling, afterMs: [] };
        row.afterMs.push(afterMs);
        gathered.set(key, row);
      }
    },
    rows() {
      const rows = [...gathered].map(([key, gathering]) => ({ key, row: rowOf(gathering) }));
      return rows
        .sort((one, other) => compareRows(one.row, other.row) || (one.key < other.key ? -1 : 1))
        .map(({ row }) => row);
    },
  };
}

function rowOf({ telling, afterMs }: Gathering): CrosswalkRow {
  const sorted = afterMs.toSorted((one, other) => one - other);
  const times = sorted.length;
  if (saysNothing(telling)) return { ...telling, times, medianMs: 0, mostMs: 0 };
  return { ...telling, times, medianMs: sorted[Math.floor((times - 1) / 2)] ?? 0, mostMs: sorted[times - 1] ?? 0 };
}

const LISTENERS = ['leaver', 'others'] as const;

const compareRows = (one: CrosswalkRow, other: CrosswalkRow): number =>
  measuredCauses.indexOf(one.cause) - measuredCauses.indexOf(other.cause) ||
  LISTENERS.indexOf(one.listener) - LISTENERS.indexOf(other.listener) ||
  other.times - one.times;
