/** Faults in keeping connections alive, and in noticing that they no longer are. */
import type { ServerConnection, Wrap } from '../../reference/server/parts.js';
import type { Mutant } from '../mutant.js';

/** Signs of life so seldom that two intervals pass without one, and often enough that nobody seems lost for it. */
const RARELY = 4;
/** So long a timeout that even a quarter of it is no silence of anybody who answers, on a busy machine too. */
const patient = { intervalMs: 300, timeoutMs: 6000 };

const rarely: Wrap = (parts) => {
  const counts = new WeakMap<ServerConnection, number>();
  return {
    ...parts,
    deliver(outlet, message, sequence) {
      if (message.kind === 'heartbeat') {
        const count = (counts.get(outlet) ?? 0) + 1;
        counts.set(outlet, count);
        if (count % RARELY !== 0) return;
      }
      parts.deliver(outlet, message, sequence);
    },
  };
};

/** The faults in keeping connections alive, and in noticing that they no longer are. */
export const heartbeatMutants: readonly Mutant[] = [
  {
    name: 'misses-nobody',
    breaks: 'connection.lost',
    summary: 'announces a heartbeat timeout, and never notices that somebody has fallen silent',
    wrap: (parts) => ({ ...parts, missed: () => false }),
  },
  {
    name: 'hangs-up-early',
    breaks: 'heartbeat.timeout',
    summary: 'takes a connection as lost after a quarter of the heartbeat timeout that it has announced',
    setup: { heartbeat: patient },
    wrap: (parts) => ({ ...parts, missed: (quietMs, timeoutMs) => quietMs > timeoutMs / 4 }),
  },
  {
    name: 'half-open',
    breaks: 'connection.declared-lost',
    steps: 8,
    summary: 'reads nothing more from a connection that it takes as lost, and leaves it open',
    wrap: (parts) => ({ ...parts, cutOff: () => {} }),
  },
  {
    name: 'rare-heartbeats',
    breaks: 'heartbeat.sent',
    summary: 'sends Heartbeat in every fourth interval',
    setup: { heartbeat: patient },
    wrap: rarely,
  },
];
