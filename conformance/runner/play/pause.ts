/** How long a step that waits takes, by the times that the target announces; in milliseconds. */

import type { Profile } from '../../exchange/profile.js';
import { LEFT_MS, lossToldMs, NOTICED_MS } from '../../exchange/timing.js';
import type { Pause } from '../../exchange/words.js';

/** In so many intervals Heartbeat must have come more than once, wherever the first one began. */
const INTERVALS = 4;

/** 0 where the target announces no such time. */
export function pauseOf(pause: Pause, { resumeWindowMs, heartbeat, slackMs }: Profile): number {
  const { intervalMs, timeoutMs } = heartbeat ?? { intervalMs: 0, timeoutMs: 0 };
  switch (pause) {
    case 'half-window':
      return resumeWindowMs / 2;
    case 'past-window':
      return resumeWindowMs === 0 ? 0 : lossToldMs(resumeWindowMs) + slackMs;
    case 'heartbeats':
      return intervalMs === 0 ? 0 : INTERVALS * intervalMs + slackMs;
    case 'half-timeout':
      return timeoutMs / 2;
    case 'past-timeout':
      return timeoutMs === 0 ? 0 : timeoutMs + NOTICED_MS + slackMs;
    case 'past-leave':
      return LEFT_MS + slackMs;
  }
}
