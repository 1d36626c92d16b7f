/** One stay of a seat in the meeting, from the call that begins it to the event that ends it. */

import { Refused } from './refused.js';
import type { Told } from './told.js';

/**
 * Where a stay is, as far as the application was told.
 *
 * @example
 * const isInside = ({ at }: Stay): boolean => at === 'inside';
 */
export type Stay =
  | { readonly at: 'outside' }
  | { readonly at: 'joining'; readonly room: string }
  | { readonly at: 'inside'; readonly room: string; readonly participation: string }
  /** `native`: by which word it was told so. */
  | { readonly at: 'left'; readonly room: string; readonly native?: string };

/**
 * Follows one stay, and lets calls end when the event that they are about has been told. A new join is a new stay.
 *
 * @example
 * import { type Calls, Lifecycle, orRefused } from 'adjourn/testee';
 *
 * const stay = new Lifecycle((event) => ourTell('ann', event));
 * ourRoom.on('connected', (id: string) => stay.tell({ joined: { participation: id } }));
 * ourRoom.on('disconnected', (why: string) => stay.tell({ roomLeft: { native: why } }));
 * const calls: Calls = {
 *   join: (_, { room }) => stay.join(room, () => orRefused(ourRoom.connect(room))),
 *   leave: () => stay.leave(() => ourRoom.disconnect()),
 * };
 */
export class Lifecycle {
  #stay: Stay = { at: 'outside' };
  #next = '';
  readonly #waiting = new Set<(stay: Stay) => void>();

  constructor(private readonly pass: (event: Told) => void) {}

  /** Where it is. */
  get stay(): Stay {
    return this.#stay;
  }

  /** Passes an event on at once, and moves with it, even if the application throws when it is told. */
  tell(event: Told): void {
    try {
      this.pass(event);
    } finally {
      const stay = stayAfter(event, this.#room, this.#next);
      if (stay) this.#move(stay);
    }
  }

  /** The connection is gone, and nothing more will be told: the stay is over, and no event says so. */
  lose(): void {
    this.#move({ at: 'left', room: this.#room });
  }

  /** Resolves when it is where `isThere` says, even if it goes on from there at once. */
  async until(isThere: (stay: Stay) => boolean): Promise<Stay> {
    if (isThere(this.#stay)) return this.#stay;
    return new Promise<Stay>((resolve) => {
      const look = (stay: Stay): void => {
        if (isThere(stay) && this.#waiting.delete(look)) resolve(stay);
      };
      this.#waiting.add(look);
    });
  }

  /** Makes the call that joins; ends when it has ended and `joined` was told. Is refused where the stay is over before that. */
  async join(room: string, call: () => unknown): Promise<void> {
    this.#move({ at: 'joining', room });
    const settled = this.until(({ at }) => at !== 'joining');
    try {
      await call();
    } catch (error) {
      if (this.#stay.at === 'joining') this.#move({ at: 'outside' });
      throw error;
    }
    const stay = await settled;
    if (stay.at === 'left') throw new Refused('the stay was over before it had begun', stay.native);
  }

  /** Makes the call that leaves; ends when it has ended and `roomLeft` was told, if there was a stay to leave. */
  async leave(call: () => unknown): Promise<void> {
    await call();
    await this.until(({ at }) => at === 'left' || at === 'outside');
  }

  /** Makes the call that moves to another room; ends when it has ended and `switched` was told, or the stay is over. */
  async switchRoom(room: string, call: () => unknown): Promise<void> {
    this.#next = room;
    const before = this.#stay;
    const moved = this.until((stay) => stay !== before);
    await call();
    await moved;
  }

  get #room(): string {
    return 'room' in this.#stay ? this.#stay.room : '';
  }

  #move(stay: Stay): void {
    this.#stay = stay;
    for (const look of [...this.#waiting]) look(stay);
  }
}

/** Where an event takes a stay that is in `room`, or on its way to `next`; undefined where it takes it nowhere. */
function stayAfter(event: Told, room: string, next: string): Stay | undefined {
  if ('joined' in event) return { at: 'inside', room, participation: event.joined.participation };
  if ('switched' in event) return { at: 'inside', room: next || room, participation: event.switched.participation };
  if (!('roomLeft' in event)) return undefined;
  const { native } = event.roomLeft;
  return native === undefined ? { at: 'left', room } : { at: 'left', room, native };
}
