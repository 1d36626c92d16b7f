import type { Message } from '../../spec/machine/index.js';
import type { Outlet } from '../reference/index.js';
import type { Mutant } from './mutant.js';

/** How late news is, in milliseconds. */
const LATE_MS = 50;

/** News for somebody is sent a moment later, and a Sync is answered without it: a fan-out over a queue of its own. */
export const lateEffects: Mutant = {
  name: 'late-effects',
  breaks: 'fence.effects-first',
  summary: 'answers every Sync at once, and tells of joins and departures 50 ms late',
  wrap: (parts) => {
    const waiting = new Map<Outlet, Message[]>();
    const flush = (outlet: Outlet) => {
      const messages = waiting.get(outlet) ?? [];
      waiting.delete(outlet);
      for (const message of messages) parts.deliver(outlet, message);
    };
    const begin = (outlet: Outlet, batch: Message[]) => {
      waiting.set(outlet, batch);
      parts.clock.after(LATE_MS, () => {
        if (waiting.get(outlet) === batch) flush(outlet);
      });
    };
    // What the machine decides is carried out before it decides anything else: its last event is what is being answered.
    let syncing = false;
    return {
      ...parts,
      machine: (config, before, event) => {
        syncing = event.type === 'sync';
        return parts.machine(config, before, event);
      },
      deliver(outlet, message) {
        if (message.kind === 'participantJoined' || message.kind === 'participantLeft') {
          const batch = waiting.get(outlet);
          if (batch) batch.push(message);
          else begin(outlet, [message]);
          return;
        }
        if (!syncing) flush(outlet);
        parts.deliver(outlet, message);
      },
    };
  },
};
