/**
 * What the search needs to know of two states of the machine: what came to be between them, and whether they are the
 * same.
 */
import type { Effect } from '../../spec/machine/messages.js';
import type { RoomObject, Server } from '../../spec/machine/state.js';
import { digest } from './owed.js';

/** The ids that the server has made between two states: those of participations, and of sessions that were opened. */
export function made(before: Server, after: Server): string[] {
  if (before.rooms === after.rooms) return [];
  const ids: string[] = [];
  for (const name in after.rooms) {
    const room = after.rooms[name];
    const was = before.rooms[name];
    if (!room || room === was) continue;
    if (room.session !== null && room.session !== was?.session) ids.push(room.session);
    for (const { id } of room.present) if (!was?.present.some((one) => one.id === id)) ids.push(id);
  }
  return ids;
}

/** Whether an event only answered its actor: no other order of it needs to be tried. */
export function onlyAnswers(before: Server, after: Server, effects: readonly Effect[], own: string): boolean {
  if (before.rooms !== after.rooms || effects.some(({ to }) => to !== own)) return false;
  // What others do from now on is not told to a connection that is closed: when it was closed matters.
  if (before.closed !== after.closed) return false;
  if (before.roomObjects === after.roomObjects) return true;
  for (const id in after.roomObjects) {
    const roomObject = after.roomObjects[id];
    const was = before.roomObjects[id];
    if (roomObject === was) continue;
    if (!was || roomObject?.connection !== own || was.connection !== own || roomObject.switching !== was.switching)
      return false;
  }
  return true;
}

/**
 * States that go on alike have the same key: how far everything is accounted for, who is where, and what those who were
 * away may be shown.
 */
export function searchKey(
  { rooms, roomObjects, severed }: Server,
  done: readonly number[],
  read: readonly number[],
  cut: ReadonlySet<string>,
): string {
  const places = Object.entries(rooms).map(
    ([name, { session, present, reserved }]) =>
      `${name}=${session}:${present
        .map(({ id }) => id)
        .sort()
        .join()}:${reserved.map(({ roomObject }) => roomObject).join()}`,
  );
  const tales = Object.values(roomObjects).map((roomObject) => tale(roomObject, cut));
  return [
    done.join(),
    read.join(),
    places.sort().join(';'),
    tales.sort().join(';'),
    severed.map(({ connection }) => connection).join(),
  ].join('|');
}

function tale(roomObject: RoomObject, cut: ReadonlySet<string>): string {
  const { id, connection, participation, switching, departure, tokens, sequence, retained } = roomObject;
  if (departure) return `${id}!${departure.reason}`;
  // Which ids the switch will have made is a guess, where nobody was shown them.
  const phase = switching
    ? `${switching.phase}${switching.held.length}>${switching.participation}:${switching.session}`
    : '';
  const away = connection === null || cut.has(connection);
  const missed = away ? retained.map(({ message }) => digest(message)).join() : '';
  return `${id}@${connection}/${participation}/${phase}/${tokens.length}/${sequence}/${missed}`;
}
