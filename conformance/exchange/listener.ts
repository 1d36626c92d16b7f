/** What an application does from inside a listener, as a step of a scenario. */
import type { Action } from './scenario.js';
import type { ListenedEvent, ListenerReaction } from './words.js';

/** The application does something from inside the listener that is told the next event of this kind. Only for clients. */
export const listener = (seat: string, event: ListenedEvent, reaction: ListenerReaction): Action => ({
  kind: 'listener',
  seat,
  event,
  reaction,
});
