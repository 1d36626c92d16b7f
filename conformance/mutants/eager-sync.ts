import type { Message } from '../../spec/machine/index.js';
import type { Outlet } from '../reference/index.js';
import type { Mutant } from './mutant.js';

/** How long news may lie about, in milliseconds, where nobody asks. */
const LAZY_MS = 20;

/** News for somebody waits until that somebody's next Sync has been answered: a fan-out that is done when there is time. */
export const eagerSync: Mutant = {
  name: 'eager-sync',
  breaks: 'fence.effects-first',
  summary: 'answers Sync before the effects of earlier requests are out',
  wrap: (parts) => {
    const waiting = new Map<Outlet, Message[]>();
    const flush = (outlet: Outlet) => {
      const messages = waiting.get(outlet) ?? [];
      waiting.delete(outlet);
      for (const message of messages) parts.deliver(outlet, message);
    };
    return {
      ...parts,
      deliver(outlet, message) {
        if (message.kind === 'participantJoined' || message.kind === 'participantLeft') {
          waiting.set(outlet, [...(waiting.get(outlet) ?? []), message]);
          parts.clock.after(LAZY_MS, () => flush(outlet));
          return;
        }
        if (message.kind === 'accepted') {
          parts.deliver(outlet, message);
          flush(outlet);
          return;
        }
        flush(outlet);
        parts.deliver(outlet, message);
      },
    };
  },
};
