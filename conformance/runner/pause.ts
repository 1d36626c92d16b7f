/** How long a step that waits takes, by the times that the target announces; in milliseconds. */
import type { Pause, Profile } from '../exchange/index.js';

/** An end is announced, and a silence noticed, within 1 s. Clauses `connection.lost-in-time`, `connection.declared-lost`. */
const NOTICED_MS = 1_000;
/** In so many intervals Heartbeat must have come more than once, wherever the first one began. */
const INTERVALS = 4;

/** 0 where the target announces no such time. */
export function pauseOf(pause: Pause, { resumeWindowMs, heartbeat, slackMs }: Profile): number {
  const { intervalMs, timeoutMs } = heartbeat ?? { intervalMs: 0, timeoutMs: 0 };
  const past = (ms: number) => (ms === 0 ? 0 : ms + NOTICED_MS + slackMs);
  switch (pause) {
    case 'half-window':
      return resumeWindowMs / 2;
    case 'past-window':
      return past(resumeWindowMs);
    case 'heartbeats':
      return intervalMs === 0 ? 0 : INTERVALS * intervalMs + slackMs;
    case 'half-timeout':
      return timeoutMs / 2;
    case 'past-timeout':
      return past(timeoutMs);
  }
}
