/** The groups of rooms that are open, by their rooms. */
import { absorb, newGroup } from './group.js';
import type { LoggedRoomObject, RoomGroup } from './types.js';

/** How long after everybody is gone something may still come that was on its way. */
export const SETTLING_MS = 5_000;

/** No group yet. `segmentRecords`: how many records of a group are judged together at least. */
export function openGroups(segmentRecords: number) {
  const all = new Set<RoomGroup>();
  const byRoom = new Map<string, RoomGroup>();
  const add = (): RoomGroup => {
    const group = newGroup(SETTLING_MS, segmentRecords);
    all.add(group);
    return group;
  };
  const ofRoom = (room: string): RoomGroup => {
    const group = byRoom.get(room) ?? add();
    group.rooms.add(room);
    byRoom.set(room, group);
    return group;
  };
  return {
    all: all as ReadonlySet<RoomGroup>,
    /** A group without rooms. */
    add,
    /** The group of this room; a new one where the room is not open. */
    ofRoom,
    /** The group of this room, where it is open. */
    find: (room: string): RoomGroup | undefined => byRoom.get(room),

    /** From now on the other room is judged together with this group. The group with fewer records moves. */
    join(group: RoomGroup, room: string): void {
      const other = ofRoom(room);
      if (other === group) return;
      const [into, from] = group.records.length < other.records.length ? [other, group] : [group, other];
      absorb(into, from);
      for (const moved of from.rooms) byRoom.set(moved, into);
      all.delete(from);
    },

    remove(group: RoomGroup): void {
      all.delete(group);
      for (const room of group.rooms) byRoom.delete(room);
    },

    clear(): void {
      all.clear();
      byRoom.clear();
    },

    /** Whether a room object outside of this group was shown the participation as its own. */
    isShownOutside(group: RoomGroup, participation: string): boolean {
      const isOwn = ({ participations }: LoggedRoomObject) => participations.includes(participation);
      return [...all].some((other) => other !== group && [...other.objects].some(isOwn));
    },
  };
}
