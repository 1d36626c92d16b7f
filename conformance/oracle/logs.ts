/** What every connection was shown, and whether the next of it is what the machine sends. */
import type { Effect } from '../../spec/machine/index.js';
import type { Shown, Stop } from './found.js';
import { matches } from './match.js';
import type { Connection } from './problem.js';

/** How far each log is accounted for, in the order of the connections. */
export type Read = readonly number[];

/** Where effects are looked for in the logs. */
interface Place {
  readonly read: Read;
  /** Nothing that was seen before this can be an effect: the index in the history of what caused it. */
  readonly since: number;
  readonly matched: number;
}

export interface Showing {
  readonly effects: readonly Shown[];
  readonly read: Read;
  /** Nothing of it was lost with a connection. */
  readonly all: boolean;
}

export class Logs {
  readonly #index: ReadonlyMap<string, number>;

  constructor(
    readonly connections: readonly Connection[],
    /** Whether closes say something about departures, as they do on Adjourn's own wire. */
    private readonly wire: boolean,
  ) {
    this.#index = new Map(connections.map(({ id }, index) => [id, index]));
  }

  connection(id: string): Connection | undefined {
    return this.connections[this.#index.get(id) ?? -1];
  }

  /** The index in the history of the first thing that is not accounted for; infinity where everything is. */
  earliestUnread(read: Read): number {
    let earliest = Number.POSITIVE_INFINITY;
    for (let index = 0; index < read.length; index += 1) {
      const entry = this.connections[index]?.log[read[index] ?? 0];
      if (entry && entry.index < earliest) earliest = entry.index;
    }
    return earliest;
  }

  /** What was seen of some effects, and how far every log is then accounted for; where something else was seen, that. */
  show(effects: readonly Effect[], { read: before, since, matched }: Place): Showing | Stop {
    if (effects.length === 0) return { effects: [], read: before, all: true };
    const read = [...before];
    const shown: Shown[] = [];
    let all = true;
    for (const effect of effects) {
      if (effect.kind === 'close' && !this.wire) continue;
      const index = this.#index.get(effect.to) ?? -1;
      const connection = this.connections[index];
      if (!connection)
        throw new Error(`the machine sends to ${effect.to}, a connection that the history does not have`);
      const entry = connection.log[read[index] ?? 0];
      if (!entry && connection.severed) {
        all = false;
        continue;
      }
      if (!entry || entry.index < since || !matches(effect, entry))
        return { matched: matched + shown.length, connection, wanted: effect, found: entry?.index };
      read[index] = (read[index] ?? 0) + 1;
      shown.push({ effect, reason: 'reason' in entry.observation ? entry.observation.reason : undefined });
    }
    return { effects: shown, read, all };
  }
}
