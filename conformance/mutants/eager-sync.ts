import type { Mutant } from './mutant.js';
import { NewsDesk, Shelf } from './shelf.js';

/** How long news may lie about, in milliseconds, where nobody asks. */
const LAZY_MS = 20;

/** News for somebody waits until that somebody's next Sync has been answered: a fan-out that is done when there is time. */
export const eagerSync: Mutant = {
  name: 'eager-sync',
  breaks: 'fence.effects-first',
  summary: 'answers Sync before the effects of earlier requests are out',
  // What a Resume sends again has the numbers that it would have had without the shelf: another fault than the one that is meant.
  setup: { config: { resumeWindowMs: 0 } },
  wrap: (parts) => {
    const shelf = new Shelf(parts.deliver);
    const desk = new NewsDesk(parts.react);
    return {
      ...parts,
      react: desk.react,
      deliver(outlet, message, sequence) {
        if (desk.isNews(outlet, message)) {
          shelf.put(outlet, message, sequence);
          parts.clock.after(LAZY_MS, () => shelf.clear(outlet));
          return;
        }
        const isAnswer = message.kind === 'accepted';
        if (!isAnswer) shelf.clear(outlet);
        shelf.send(outlet, message, sequence);
        if (isAnswer) shelf.clear(outlet);
      },
    };
  },
};
