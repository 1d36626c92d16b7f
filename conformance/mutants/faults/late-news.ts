/** Faults in which news of others comes later than an answer. Clause `fence.effects-first`. */
import type { Mutant } from '../mutant.js';
import { newsQueue, newsReader } from '../news-queue.js';

/** How long news may lie about, in milliseconds, where nobody asks. */
const LAZY_MS = 20;

/** News for somebody waits until that somebody's next Sync has been answered: a fan-out that is done when there is time. */
const eagerSync: Mutant = {
  name: 'eager-sync',
  breaks: 'fence.effects-first',
  // Of a switch, it is the departure that comes behind the arrival.
  or: ['switch.order'],
  summary: 'answers Sync before the effects of earlier requests are out',
  // What a Resume sends again has the numbers that it would have had without the queue: another fault than the one that is meant.
  setup: { config: { resumeWindowMs: 0 } },
  wrap: (parts) => {
    const queue = newsQueue(parts.deliver);
    const reader = newsReader(parts.react);
    return {
      ...parts,
      react: reader.react,
      deliver(outlet, message, sequence) {
        if (reader.isNews(outlet, message)) {
          queue.put(outlet, message, sequence);
          parts.clock.after(LAZY_MS, () => queue.clear(outlet));
          return;
        }
        const isAnswer = message.kind === 'accepted';
        if (!isAnswer) queue.clear(outlet);
        queue.send(outlet, message, sequence);
        if (isAnswer) queue.clear(outlet);
      },
    };
  },
};

/** How late news is, in milliseconds. */
const LATE_MS = 50;

/** News for somebody is sent a moment later, and a Sync is answered without it: a fan-out over a queue of its own. */
const lateEffects: Mutant = {
  name: 'late-effects',
  breaks: 'fence.effects-first',
  // Of a switch, it is the departure that comes behind the arrival.
  or: ['switch.order'],
  summary: 'answers every Sync at once, and tells of joins and departures 50 ms late',
  // What a Resume sends again has the numbers that it would have had without the queue: another fault than the one that is meant.
  setup: { config: { resumeWindowMs: 0 } },
  wrap: (parts) => {
    const queue = newsQueue(parts.deliver);
    const reader = newsReader(parts.react);
    // What the machine decides is carried out before it decides anything else: its last event is what is being answered.
    let syncing = false;
    return {
      ...parts,
      react: reader.react,
      machine: (config, before, event) => {
        syncing = event.type === 'ask' && event.ask.kind === 'sync';
        return parts.machine(config, before, event);
      },
      deliver(outlet, message, sequence) {
        if (reader.isNews(outlet, message)) {
          if (queue.put(outlet, message, sequence)) parts.clock.after(LATE_MS, () => queue.clear(outlet));
          return;
        }
        if (!syncing) queue.clear(outlet);
        queue.send(outlet, message, sequence);
      },
    };
  },
};

/** The faults in which news is late. */
export const lateNewsMutants: readonly Mutant[] = [eagerSync, lateEffects];
