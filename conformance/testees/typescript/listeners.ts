/** What the application does from inside a listener: a command says it beforehand, and it is done when the event is told. */

/** A message as JSON. */
// biome-ignore lint/suspicious/noExplicitAny: whatever a suite of a later revision may say
export type Json = Record<string, any>;

/** What the application throws there. An SDK may report it as an error that nobody has caught. */
export const THROWN = new Error('a listener of the application throws');

/** The calls that the application makes there, as actions. */
const CALLS: Json = {
  LISTENER_REACTION_LEAVE: { leave: {} },
  LISTENER_REACTION_DISPOSE: { dispose: {} },
  LISTENER_REACTION_JOIN: { join: { room: 'blue' } },
};
const THROW = 'LISTENER_REACTION_THROW';
const EVENTS: Json = {
  joined: 'LISTENED_EVENT_JOINED',
  participantJoined: 'LISTENED_EVENT_PARTICIPANT_JOINED',
  participantLeft: 'LISTENED_EVENT_PARTICIPANT_LEFT',
  roomLeft: 'LISTENED_EVENT_ROOM_LEFT',
};

/** `act` makes the call of an action, and answers the command with this number when it has ended. */
export function insideListeners(act: (id: number, command: Json) => unknown, say: (message: Json) => void) {
  const waiting: { readonly id: number; readonly command: Json }[] = [];
  return {
    /** Notes a command until its event comes. */
    wait(id: number, command: Json): void {
      const { event, reaction } = command.action.listener;
      const isKnown = Object.values(EVENTS).includes(event) && (reaction in CALLS || reaction === THROW);
      if (isKnown) waiting.push({ id, command });
      else say({ id, unsupported: {} });
    },
    /** To be called from inside the SDK's listener, when the event has been passed on. Throws where the application does. */
    told(world: string, seat: string, event: string): void {
      const place = waiting.findIndex(
        ({ command: { action, ...command } }) =>
          command.world === world && action.seat === seat && action.listener.event === EVENTS[event],
      );
      if (place < 0) return;
      for (const { id, command } of waiting.splice(place, 1)) {
        const { reaction } = command.action.listener;
        if (reaction !== THROW) return void act(id, { ...command, action: { seat, ...CALLS[reaction] } });
        say({ id, done: {} });
        throw THROWN;
      }
    },
  };
}
