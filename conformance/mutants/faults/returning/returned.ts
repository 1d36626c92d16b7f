/** What the faults of this folder know of a server: who has come back, and who is away. */
import type { Event } from '../../../../spec/machine/events.js';
import type { RoomObject } from '../../../../spec/machine/state.js';
import type { Hand, Parts, Wrap } from '../../../reference/server/parts.js';

/** What has happened so far. */
export interface Known {
  /** Whether somebody has come back by this connection, and by a Resume or a repeated Join. */
  readonly carries: (connection: string) => Event['type'] | undefined;
  /** How often the connection of a room object was lost. */
  readonly losses: (roomObject: string) => number;
  /** Whether a room object was carried by more than one connection. */
  readonly returned: (roomObject: string) => boolean;
  /** Whether it has lost its connection and may still come back. */
  readonly isAway: (roomObject: string) => boolean;
  /** To ask for something more. */
  readonly hand: () => Hand | undefined;
}

/** Wraps a server so that a fault can see who comes and goes. */
export const knowing =
  (fault: (known: Known) => Wrap): Wrap =>
  (parts) => {
    const back = new Map<string, Event['type']>();
    const losses = new Map<string, number>();
    const returned = new Set<string>();
    let isAway: Known['isAway'] = () => false;
    let hand: Hand | undefined;

    const note = (event: Event, before: RoomObject, after: RoomObject): void => {
      const { id, connection } = after;
      if (before.connection !== null && connection === null && after.departure === null)
        losses.set(id, (losses.get(id) ?? 0) + 1);
      if (connection === null || connection === before.connection) return;
      back.set(connection, event.type);
      returned.add(id);
    };

    const faulty: Parts = fault({
      carries: (connection) => back.get(connection),
      losses: (roomObject) => losses.get(roomObject) ?? 0,
      returned: (roomObject) => returned.has(roomObject),
      isAway: (roomObject) => isAway(roomObject),
      hand: () => hand,
    })(parts);
    return {
      ...faulty,
      begun(given) {
        hand = given;
        faulty.begun(given);
      },
      react(config, look, event, machine) {
        isAway = (id) => {
          const one = look.roomObject(id);
          return one !== undefined && one.connection === null && one.departure === null;
        };
        const changes = faulty.react(config, look, event, machine);
        for (const [id, after] of changes.roomObjects) {
          const before = look.roomObject(id);
          if (before && after) note(event, before, after);
        }
        return changes;
      },
    };
  };
