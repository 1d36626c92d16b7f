// In which state a room object is, as the server sees it.

/** The states, in the order of a life. */
export const STATES = ['unbound', 'joined', 'lingering', 'reserved', 'fixed', 'departed'];

/** How many events wait for a switch of a room object. */
export const heldBy = ({ switching }) => switching?.held.length ?? 0;

/** The state of a room object; one that is gone has departed. */
export function stateOf(roomObject) {
  if (roomObject === undefined || roomObject.departure !== null) return 'departed';
  if (roomObject.switching) return roomObject.switching.phase;
  return roomObject.connection === null ? 'lingering' : 'joined';
}
