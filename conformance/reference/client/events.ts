/** What a room object tells its application, and to whom. */
import type { KnownMember } from '../../../spec/machine/client/events.js';
import type { Reason } from './reason.js';

/**
 * Somebody who takes part, as the others see them.
 *
 * @example
 * const isHost = ({ role }: Participant): boolean => role === 'host';
 */
export interface Participant {
  /** Names the person, or their device; unique in the room. */
  readonly participantId: string;
  /** Names this participation: the same participant may come back with another one. `remove` takes it. */
  readonly participationId: string;
  /** `unknown`: a role of a later revision. */
  readonly role: 'host' | 'attendee' | 'unknown';
}

/**
 * Where the room object is now, as `joined` and `switched` tell it.
 *
 * @example
 * const names = ({ participants }: Place): string[] => participants.map(({ participantId }) => participantId);
 */
export interface Place {
  /** The room. */
  readonly roomId: string;
  /** One opening of the room. */
  readonly sessionId: string;
  /** The client's own participation. */
  readonly participationId: string;
  /** The others who are there. */
  readonly participants: readonly Participant[];
}

/**
 * The events of a room object, and what each of them hands over.
 *
 * @example
 * ```ts
 * const room = joinRoom(ourOptions);
 * room.on('participantLeft', (participantId, reason) => console.log(`${participantId} has left: ${reason.message}`));
 * room.on('roomLeft', (reason) => console.log(reason.code, reason.message));
 * ```
 */
export interface RoomEvents {
  /** It is in the room; once for each room object at the most. */
  joined: [place: Place];
  /** It is in another room now. No roomLeft fires for the old one: clause `client.switch-fires-none`. */
  switched: [place: Place];
  /** Somebody else is in the room. */
  participantJoined: [participantId: string, participationId: string, role: Participant['role']];
  /** Somebody else is no longer in the meeting, and why. */
  participantLeft: [participantId: string, reason: Reason, participationId: string];
  /** This room object is no longer in the meeting. Fires exactly once, and nothing fires after it. Clause `client.room-left-once`. */
  roomLeft: [reason: Reason];
}

/**
 * The name of an event of a room object.
 *
 * @example
 * const name: EventName = 'participantLeft';
 */
export type EventName = keyof RoomEvents;
/**
 * What is called at an event, with what the event hands over.
 *
 * @example
 * const listener: Listener<'roomLeft'> = (reason) => console.log(reason.type);
 */
export type Listener<Name extends EventName> = (...values: RoomEvents[Name]) => void;

/** One event, on its way to the application. */
export type ApplicationEvent = {
  [Name in EventName]: { readonly event: Name; readonly values: RoomEvents[Name] };
}[EventName];

/** Reports the error that a listener has thrown as any that nobody has caught. */
export const reportUncaught = (error: unknown): void =>
  queueMicrotask(() => {
    throw error;
  });

/** The listeners of one room object; `uncaught` is given what one of them throws. */
export function newAudience(uncaught: (error: unknown) => void = reportUncaught) {
  const listeners = new Map<EventName, Set<unknown>>();
  return {
    /** Adds a listener, and gives what takes it off again. */
    on<Name extends EventName>(event: Name, listener: Listener<Name>): () => void {
      const those = listeners.get(event) ?? new Set<unknown>();
      listeners.set(event, those.add(listener));
      return () => those.delete(listener);
    },

    /** Calls every listener; one that throws keeps nothing from the others, and is reported as any uncaught error. */
    tell({ event, values }: ApplicationEvent): void {
      for (const listener of [...(listeners.get(event) ?? [])]) {
        try {
          (listener as (...values: unknown[]) => void)(...values);
        } catch (error) {
          uncaught(error);
        }
      }
    },
  };
}

/** What {@link newAudience} gives. */
export type Audience = ReturnType<typeof newAudience>;

/** Somebody in the room, as the application is shown them. */
export const asParticipant = ({ participant, participation, role }: KnownMember): Participant => ({
  participantId: participant,
  participationId: participation,
  role,
});
