/** Losses that are noticed later than they could be, and times that end later than they could. */

import { noChanges } from '../../../spec/machine/draft.js';
import type { Event } from '../../../spec/machine/events.js';
import { closeOver } from '../../../spec/machine/gone.js';
import type { Hand, Wrap } from '../../reference/server/parts.js';
import { leastMemoryMs } from '../../reference/server/settings.js';
import type { Chance } from '../chance.js';

/** A connection that its client has closed, or that broke off, is taken as lost up to so many milliseconds later. */
export const noticingLate =
  (waitMs: () => number): Wrap =>
  (parts) => ({
    ...parts,
    gone: (code, take) => {
      parts.clock.after(waitMs(), () => parts.gone(code, take));
    },
  });

/** A connection that the server closes because of a frame is closed at once, and taken as lost some time later. */
export const losingLate =
  (waitMs: () => number): Wrap =>
  (parts) => {
    let hand: Hand | undefined;
    return {
      ...parts,
      begun: (given) => {
        hand = given;
        parts.begun(given);
      },
      react: (config, look, event, machine) => {
        if (!closesBound(event) || look.carriedBy(event.connection) === undefined)
          return parts.react(config, look, event, machine);
        const { connection } = event;
        parts.clock.after(waitMs(), () => hand?.take({ type: 'lost', connection }));
        return { ...noChanges, effects: [closeOver(connection, event.fault)] };
      },
    };
  };

/** Those who have departed are forgotten as soon as they may be. Clause `resume.memory`. */
export const forgettingSoon =
  (timeoutMs: number): Wrap =>
  (parts) => {
    const gone = new Map<string, number>();
    return {
      ...parts,
      react: (config, look, event, machine) => {
        const since = event.type === 'resume' ? gone.get(look.holderOf(event.token) ?? '') : undefined;
        const over = since !== undefined && performance.now() - since > leastMemoryMs(config.resumeWindowMs, timeoutMs);
        const changes = parts.react(config, look, over ? ({ ...event, token: '' } as Event) : event, machine);
        for (const [id, stream] of changes.roomObjects)
          if (stream?.departure && !gone.has(id)) gone.set(id, performance.now());
        return changes;
      },
    };
  };

const closesBound = (event: Event): event is Event & { type: 'fault' } => event.type === 'fault';

/** Whatever is due after a time comes up to so many milliseconds later: the end of a window, the loss by silence. */
export const endingLate =
  (chance: Chance, lateMs: number): Wrap =>
  (parts) => ({
    ...parts,
    due: (ms) => parts.due(ms) + chance.ms(lateMs),
    missed: (quietMs, timeoutMs, connection) => parts.missed(quietMs - chance.ms(lateMs), timeoutMs, connection),
  });
