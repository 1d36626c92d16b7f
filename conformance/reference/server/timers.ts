/** Keeps time over streams: the window of those that linger, the memory of those that have departed. */

import type { RoomObjectId } from '../../../spec/machine/messages.js';
import type { RoomObject } from '../../../spec/machine/state.js';
import type { Parts, Timer } from './parts.js';

type Phase = 'carried' | 'lingering' | 'departed';

interface Due {
  readonly windowMs: number;
  readonly memoryMs: number;
  expired(stream: RoomObjectId): void;
  forgotten(stream: RoomObjectId): void;
}

/** One timer for each room object that needs one. */
export class RoomObjectTimers {
  readonly #timers = new Map<RoomObjectId, { readonly phase: Phase; readonly timer: Timer }>();

  constructor(
    private readonly parts: Pick<Parts, 'clock' | 'due'>,
    private readonly due: Due,
  ) {}

  /** Some streams have changed. A time that runs already goes on running. */
  over(streams: ReadonlyMap<RoomObjectId, RoomObject | null>): void {
    for (const [id, stream] of streams) {
      const phase = phaseOf(stream);
      if (phase === (this.#timers.get(id)?.phase ?? 'carried')) continue;
      this.#timers.get(id)?.timer.cancel();
      this.#timers.delete(id);
      if (phase !== 'carried') this.#timers.set(id, { phase, timer: this.#begin(id, phase) });
    }
  }

  /** Nothing is timed any more. */
  stop(): void {
    for (const { timer } of this.#timers.values()) timer.cancel();
    this.#timers.clear();
  }

  #begin(id: RoomObjectId, phase: 'lingering' | 'departed'): Timer {
    const { windowMs, memoryMs, expired, forgotten } = this.due;
    const { clock, due } = this.parts;
    if (phase === 'lingering') return clock.after(due(windowMs), () => expired(id));
    return clock.after(due(memoryMs), () => {
      this.#timers.delete(id);
      forgotten(id);
    });
  }
}

function phaseOf(stream: RoomObject | null): Phase {
  if (stream === null) return 'carried';
  if (stream.departure !== null) return 'departed';
  return stream.connection === null ? 'lingering' : 'carried';
}
