import type { Mutant } from './mutant.js';
import { NewsDesk, Shelf } from './shelf.js';

/** How late news is, in milliseconds. */
const LATE_MS = 50;

/** News for somebody is sent a moment later, and a Sync is answered without it: a fan-out over a queue of its own. */
export const lateEffects: Mutant = {
  name: 'late-effects',
  breaks: 'fence.effects-first',
  summary: 'answers every Sync at once, and tells of joins and departures 50 ms late',
  // What a Resume sends again has the numbers that it would have had without the shelf: another fault than the one that is meant.
  setup: { config: { resumeWindowMs: 0 } },
  wrap: (parts) => {
    const shelf = new Shelf(parts.deliver);
    const desk = new NewsDesk(parts.react);
    // What the machine decides is carried out before it decides anything else: its last event is what is being answered.
    let syncing = false;
    return {
      ...parts,
      react: desk.react,
      machine: (config, before, event) => {
        syncing = event.type === 'ask' && event.ask.kind === 'sync';
        return parts.machine(config, before, event);
      },
      deliver(outlet, message, sequence) {
        if (desk.isNews(outlet, message)) {
          if (shelf.put(outlet, message, sequence)) parts.clock.after(LATE_MS, () => shelf.clear(outlet));
          return;
        }
        if (!syncing) shelf.clear(outlet);
        shelf.send(outlet, message, sequence);
      },
    };
  },
};
