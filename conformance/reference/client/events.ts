/** What a room object tells its application, and to whom. */
import type { Reason } from './reason.js';

/** Somebody who takes part, as the others see it. */
export interface Participant {
  readonly participantId: string;
  /** This stay: the same participant may come back with another one. */
  readonly participationId: string;
  /** `unknown`: a role of a later revision. */
  readonly role: 'host' | 'attendee' | 'unknown';
}

/** Where the room object is now. */
export interface Place {
  readonly roomId: string;
  /** One opening of the room. */
  readonly sessionId: string;
  /** The client's own stay. */
  readonly participationId: string;
  /** The others who are there. */
  readonly participants: readonly Participant[];
}

/** The events of a room object, and what each of them hands over. */
export interface RoomEvents {
  /** It is in the room. */
  joined: [place: Place];
  /** It is in another room now, and in the same meeting software. */
  switched: [place: Place];
  /** Somebody else is in the room. */
  participantJoined: [participantId: string, participationId: string, role: Participant['role']];
  /** Somebody else is no longer in the meeting. */
  participantLeft: [participantId: string, reason: Reason, participationId: string];
  /** This room object is no longer in the meeting. Fires exactly once, and nothing fires after it. Clause `client.room-left-once`. */
  roomLeft: [reason: Reason];
}

/** The name of an event of a room object. */
export type EventName = keyof RoomEvents;
/** What is called at an event, with what the event hands over. */
export type Listener<Name extends EventName> = (...values: RoomEvents[Name]) => void;

/** One event, on its way to the application. */
export type ApplicationEvent = {
  [Name in EventName]: { readonly event: Name; readonly values: RoomEvents[Name] };
}[EventName];

/** Those who listen to one room object. */
export class Audience {
  readonly #listeners = new Map<EventName, Set<unknown>>();

  /** Adds a listener, and gives what takes it off again. */
  on<Name extends EventName>(event: Name, listener: Listener<Name>): () => void {
    const those = this.#listeners.get(event) ?? new Set<unknown>();
    this.#listeners.set(event, those.add(listener));
    return () => those.delete(listener);
  }

  /** Calls every listener; one that throws keeps nothing from the others, and is reported as any uncaught error. */
  tell({ event, values }: ApplicationEvent): void {
    for (const listener of [...(this.#listeners.get(event) ?? [])]) {
      try {
        (listener as (...values: unknown[]) => void)(...values);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
