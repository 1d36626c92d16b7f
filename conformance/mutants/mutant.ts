/** A fault, built into the reference server on purpose: what it does, which clause it breaks, and the part that it wraps. */
import type { ClauseId } from '../../gen/clauses.js';
import type { Config, Effect, Event, Room, Step } from '../../spec/machine/index.js';
import type { Parts, Wrap } from '../reference/index.js';

export interface Mutant {
  readonly name: string;
  readonly breaks: ClauseId;
  readonly summary: string;
  readonly wrap: Wrap;
}

/** What the right machine did with one event, for a fault that changes its effects. */
export interface Happened {
  readonly config: Config;
  readonly before: Room;
  readonly event: Event;
  readonly after: Room;
  readonly effects: readonly Effect[];
}

/** Wraps the machine so that the effects of every event pass through `change`. */
export const changingEffects =
  (change: (happened: Happened) => readonly Effect[]): Wrap =>
  (parts: Parts): Parts => ({
    ...parts,
    machine: (config, before, event): Step<Room> => {
      const [after, effects] = parts.machine(config, before, event);
      return [after, change({ config, before, event, after, effects })];
    },
  });

export type Send = Effect & { readonly kind: 'send' };

export const isSend = (effect: Effect): effect is Send => effect.kind === 'send';
