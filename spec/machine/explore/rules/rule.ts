/** What a rule is, and what rules look at. */

import type { ServerEvent } from '../../events.js';
import type { Effect } from '../../messages.js';
import type { RoomObject, Server } from '../../state.js';
import type { News } from '../ledger.js';
import type { ExploredWorld, Transition } from '../world.js';

/** What must hold of a transition and of the world that it leads to. It throws a RuleViolation where it does not. */
export type ServerRule = (transition: Transition, next: ExploredWorld, news: News) => void;

/** Whether two lists have the same elements in the same order. */
export const same = (some: readonly unknown[], others: readonly unknown[]): boolean =>
  some.length === others.length && some.every((one, index) => one === others[index]);

/** The room objects that have not departed. */
export const live = ({ roomObjects }: Server): RoomObject[] =>
  Object.values(roomObjects).filter(({ departure }) => departure === null);

/** The messages that are sent. */
export const sends = (effects: readonly Effect[]) => effects.flatMap((one) => (one.kind === 'send' ? [one] : []));

/** What an event does, in one word: the request or the call that it is, or its type. */
export const causeOf = (event: ServerEvent): string =>
  event.type === 'request' ? event.ask.kind : event.type === 'operate' ? event.call : event.type;
