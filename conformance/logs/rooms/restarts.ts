/**
 * A system that was started again may know its rooms still, or may have forgotten them. Which of the two shows in what it says next;
 * until then every room that was open is doubtful: somebody may be in it who has no lines since.
 */
import type { Observation } from '../../exchange/index.js';
import type { Group } from './group.js';
import { LetGoNames } from './recent-names.js';
import type { RoomObject } from './types.js';

type Joined = Observation & { readonly kind: 'joined' };

export class Restarts {
  /** Whether somebody was on the way into it, of whom the log does not say that it came in. */
  readonly #rooms = new LetGoNames<boolean>();
  readonly #sessions = new LetGoNames();

  /** What is open now. What was doubtful before still is: a system may be killed again at once. */
  begin(groups: ReadonlySet<Group>): void {
    const rooms = [...groups].flatMap((group) => [...group.rooms]);
    const sessions = new Set([...groups].flatMap(sessionsOf));
    this.#rooms.expect(rooms.length);
    this.#sessions.expect(sessions.size);
    for (const room of rooms) this.#rooms.add(room, this.#rooms.get(room) ?? false);
    for (const { objects } of groups)
      for (const { room, inside } of objects) if (room !== '' && room !== inside) this.#rooms.add(room, true);
    for (const session of sessions) this.#sessions.add(session, true);
  }

  isDoubtful(room: string): boolean {
    return this.#rooms.has(room);
  }

  /** Nobody is in this room who is not in the log. */
  settle(room: string): void {
    this.#rooms.delete(room);
  }

  /** Looks for what tells whether a room goes on. */
  shown(object: RoomObject, seen: Observation): void {
    if (seen.kind === 'joined') object.inside = object.room;
    if (!this.isDoubtful(object.room)) return;
    if (seen.kind === 'joined') this.#letIn(object, seen);
    else if (seen.kind === 'rejected' && seen.code === 'already_exists') object.group.goesOn();
  }

  /** Those who linger are in the roster: where it is empty, nobody does, but for whoever repeats its own Join. */
  #letIn(object: RoomObject, { session, roster }: Joined): void {
    const { room, again, sequence } = object;
    const repeats = again && sequence === 0;
    const known = this.#sessions.has(session);
    const goesOn = (known && repeats) || ((known || this.#rooms.get(room) === true) && roster.length > 0);
    if (!goesOn) this.settle(room);
    else object.group.goesOn();
    if (goesOn && repeats) object.past = true;
  }
}

function sessionsOf({ entries }: Group): string[] {
  return entries.flatMap(({ record }) =>
    record.kind === 'seen' && record.observation.kind === 'joined' ? [record.observation.session] : [],
  );
}
