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
export interface RoomObjectTimers {
  /** Some streams have changed. A time that runs already goes on running. */
  readonly over: (streams: ReadonlyMap<RoomObjectId, RoomObject | null>) => void;
  /** Nothing is timed any more. */
  readonly stop: () => void;
}

/** Keeps the time of room objects, and tells `due` what is over. */
export function roomObjectTimers({ clock, due: delay }: Pick<Parts, 'clock' | 'due'>, due: Due): RoomObjectTimers {
  const timers = new Map<RoomObjectId, { readonly phase: Phase; readonly timer: Timer }>();
  const begin = (id: RoomObjectId, phase: 'lingering' | 'departed'): Timer => {
    if (phase === 'lingering') return clock.after(delay(due.windowMs), () => due.expired(id));
    return clock.after(delay(due.memoryMs), () => {
      timers.delete(id);
      due.forgotten(id);
    });
  };
  return {
    over(streams) {
      for (const [id, stream] of streams) {
        const phase = phaseOf(stream);
        if (phase === (timers.get(id)?.phase ?? 'carried')) continue;
        timers.get(id)?.timer.cancel();
        timers.delete(id);
        if (phase !== 'carried') timers.set(id, { phase, timer: begin(id, phase) });
      }
    },
    stop() {
      for (const { timer } of timers.values()) timer.cancel();
      timers.clear();
    },
  };
}

function phaseOf(stream: RoomObject | null): Phase {
  if (stream === null) return 'carried';
  if (stream.departure !== null) return 'departed';
  return stream.connection === null ? 'lingering' : 'carried';
}
