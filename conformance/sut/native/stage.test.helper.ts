/** A world on a scripted server, with everything that is recorded in it. */

import type { HistoryRecord, Sent } from '../../exchange/history.js';
import type { Observation } from '../../exchange/observation.js';
import type { Action, Seat } from '../../exchange/scenario.js';
import { NativeBench, type NativeServer } from './bench.js';

export class Stage {
  readonly records: HistoryRecord[] = [];
  readonly bench: NativeBench;
  readonly #wakers = new Set<() => void>();

  constructor(server: Partial<NativeServer> & { readonly url: string }, seats: readonly Seat[], answerMs = 2_000) {
    const report = (record: unknown): void => {
      this.records.push(record as HistoryRecord);
      for (const wake of this.#wakers) wake();
    };
    const world = { id: 'world', seats, answerMs };
    this.bench = new NativeBench({ tokens: undefined, operator: undefined, ...server }, world, report);
  }

  act(action: Action) {
    return this.bench.act(action);
  }

  /** What was sent, without the steps themselves. */
  get sent(): Partial<Sent>[] {
    return this.records.flatMap((record) => (record.kind === 'sent' ? [record] : []));
  }

  /** What a connection of a seat was shown. */
  shown(seat: string, connection: number): Observation[] {
    return this.records.flatMap((record) =>
      record.kind === 'seen' && record.seat === seat && record.connection === connection ? [record.observation] : [],
    );
  }

  /** Resolves as soon as something is recorded that satisfies. */
  async until(satisfied: () => boolean): Promise<void> {
    if (satisfied()) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        if (satisfied()) resolve();
      };
      this.#wakers.add(wake);
    });
  }
}
