/**
 * What is counted where the machine is explored, or met in a history: a state of a room object, an event, and what
 * became of it.
 */
import type { ServerEvent } from '../events.js';
import type { Effect, Message, Refusal } from '../messages.js';
import type { Server } from '../state.js';

/** The states of a room object that the server can tell apart. */
export const roomObjectStates = [
  'nobody',
  'joined',
  'lingering',
  'reserved',
  'reserved, lost',
  'reserved, said goodbye',
  'fixed',
  'fixed, lost',
  'fixed, said goodbye',
  'fixed, somebody waits',
  'departed',
] as const;

/** One of them. */
export type RoomObjectState = (typeof roomObjectStates)[number];

/** What may happen to a room object. */
export const eventNames = [
  'join',
  'repeated join',
  'resume',
  'leave',
  'end',
  'sync',
  'unknown',
  'excess',
  'remove',
  'mode',
  'switch',
  'request again',
  'ack',
  'fault',
  'lost',
  'goodbye',
  'expired',
  'fixed',
  'committed',
  'failed',
  'operate',
  'closing',
] as const;

/** One of them. */
export type MachineEventName = (typeof eventNames)[number];

/** What became of it: the state that it is in then, or else the answer that was told, a close, or nothing. */
export type Outcome = RoomObjectState | Message['kind'] | Refusal | 'closed' | 'nothing';

/** A state of a room object, an event that has met it, and what became of it. */
export interface Triple {
  readonly state: RoomObjectState;
  readonly event: MachineEventName;
  readonly outcome: Outcome;
}

/** A state and an event, as they are printed. */
export const pairName = (state: RoomObjectState, event: MachineEventName): string => `${state} × ${event}`;

/** One event, and what the machine did with it. */
export interface TakenEvent {
  readonly server: Server;
  readonly event: ServerEvent;
  readonly after: Server;
  readonly effects: readonly Effect[];
}
