/** What an application does from inside a listener: the call `listener` says it, and it is done when the event is told. */
import type { Actions } from './messages.js';
import { Unsupported } from './refused.js';
import type { Calls, Tell } from './testee.js';

/**
 * What an application throws from inside a listener. An SDK may report it as an error that nobody has caught: it ends no testee.
 *
 * @example
 * process.on('uncaughtException', (error) => console.error(error === LISTENER_ERROR ? 'asked for' : error));
 */
export const LISTENER_ERROR: Error = new Error('a listener of the application throws');

const events: Readonly<Record<string, string>> = {
  LISTENED_EVENT_JOINED: 'joined',
  LISTENED_EVENT_PARTICIPANT_JOINED: 'participantJoined',
  LISTENED_EVENT_PARTICIPANT_LEFT: 'participantLeft',
  LISTENED_EVENT_ROOM_LEFT: 'roomLeft',
};

type Make = (calls: Calls, seat: string, accessToken: string) => unknown;
const reactions: Readonly<Record<string, Make>> = {
  LISTENER_REACTION_LEAVE: ({ leave = missing }, seat, accessToken) => leave(seat, {}, accessToken),
  LISTENER_REACTION_DISPOSE: ({ dispose = missing }, seat, accessToken) => dispose(seat, {}, accessToken),
  LISTENER_REACTION_JOIN: ({ join = missing }, seat, accessToken) => join(seat, { room: 'blue' }, accessToken),
};
const THROW = 'LISTENER_REACTION_THROW';

function missing(): never {
  throw new Unsupported('there is no such call');
}

/**
 * What an application does from inside the listeners of one world.
 *
 * @example
 * const told = ({ tell }: Listeners): void => tell('ann', { roomLeft: { reason: { code: 1101 } } });
 */
export interface Listeners {
  /** Passes an event on, and then does what the application does there. To be called from inside the SDK's listener. Throws {@link LISTENER_ERROR}. */
  readonly tell: Tell;
  /** The call `listener`: ends when the call has ended that is made from inside the listener; where the application throws, as soon as it does. */
  wait(calls: Calls, seat: string, what: Actions['listener'], accessToken: string): Promise<unknown>;
}

interface Waiting {
  readonly seat: string;
  readonly kind: string;
  run(): void;
}

/**
 * The call `listener` of a client, for an SDK whose listeners are functions that it calls. An SDK whose events are fetched, from a
 * queue or a channel, has no inside of a listener: it names `listener` in the `unsupported` of `ready`.
 *
 * @example
 * import { type Calls, listeners } from 'adjourn/testee';
 *
 * const inside = listeners(ourTell);
 * ourRoom.on('disconnected', () => inside.tell('ann', { roomLeft: {} }));
 * const calls: Calls = {
 *   leave: () => ourRoom.disconnect(),
 *   listener: (...given) => inside.wait(calls, ...given),
 * };
 */
export function listeners(pass: Tell): Listeners {
  const waiting: Waiting[] = [];
  return {
    tell(seat, event) {
      pass(seat, event);
      const place = waiting.findIndex((one) => one.seat === seat && one.kind in event);
      if (place >= 0) for (const { run } of waiting.splice(place, 1)) run();
    },
    async wait(calls, seat, { event, reaction }, accessToken) {
      const kind = events[event];
      const make = reactions[reaction];
      if (kind === undefined || (make === undefined && reaction !== THROW))
        throw new Unsupported(`${event} or ${reaction} is of a later revision`);
      return new Promise((resolve) => {
        const run = (): void => {
          const made = async (): Promise<unknown> => make?.(calls, seat, accessToken);
          resolve(made());
          if (reaction === THROW) throw LISTENER_ERROR;
        };
        waiting.push({ seat, kind, run });
      });
    },
  };
}
