/**
 * A system that was started again may still know its rooms, or may have forgotten them. What it says next shows
 * which; until then every room that was open is doubtful: somebody may be in it who has had no lines since.
 */
import type { JoinedObservation, Observation } from '../../exchange/observation.js';
import { markIncomplete } from './group.js';
import { recentNames } from './recent-names.js';
import type { LoggedRoomObject, RoomGroup } from './types.js';

/** The rooms that are doubtful since the system was started again: none yet. */
export function restarts() {
  /** Each with whether somebody was about to come in, of whom the log does not say whether it did. */
  const rooms = recentNames<boolean>();
  const sessions = recentNames<true>();

  /** Those who linger are in the roster: where it is empty, nobody does, except one who repeats its own Join. */
  function letIn(object: LoggedRoomObject, { session, roster }: JoinedObservation): void {
    const { room, origin, sequence } = object;
    const repeats = origin === 'forgotten-join' && sequence === 0;
    const known = sessions.has(session);
    const goesOn = (known && repeats) || ((known || rooms.get(room) === true) && roster.length > 0);
    if (goesOn) markIncomplete(object.group);
    else rooms.delete(room);
    if (goesOn && repeats) object.origin = 'before-restart';
  }

  return {
    /**
     * The system is started again while these groups are open. A room that was doubtful still is: it may be killed
     * again at once.
     */
    begin(groups: ReadonlySet<RoomGroup>): void {
      const open = [...groups].flatMap((group) => [...group.rooms]);
      const known = new Set([...groups].flatMap(sessionsOf));
      rooms.expect(open.length);
      sessions.expect(known.size);
      for (const room of open) rooms.add(room, rooms.get(room) ?? false);
      for (const { objects } of groups)
        for (const { room, inside } of objects) if (room !== '' && room !== inside) rooms.add(room, true);
      for (const session of known) sessions.add(session, true);
    },

    isDoubtful: (room: string): boolean => rooms.has(room),

    /** Everybody who is in this room is in the log. */
    settle(room: string): void {
      rooms.delete(room);
    },

    /** Looks for what tells whether a room goes on. */
    follow(object: LoggedRoomObject, seen: Observation): void {
      if (seen.kind === 'joined') object.inside = object.room;
      if (!rooms.has(object.room)) return;
      if (seen.kind === 'joined') letIn(object, seen);
      else if (seen.kind === 'rejected' && seen.code === 'already_exists') markIncomplete(object.group);
    },
  };
}

function sessionsOf({ records }: RoomGroup): string[] {
  return records.flatMap(({ record }) =>
    record.kind === 'seen' && record.observation.kind === 'joined' ? [record.observation.session] : [],
  );
}
