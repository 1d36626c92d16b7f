/**
 * The words of the coverage of the whole machine: in which state somebody is, what happens there, and what becomes of it.
 * The names of states and events are those of the specification.
 */
import type { Message, Refusal } from '../../messages.js';

/** What a participation that can be asked something is: who it is, and who else is in its room. */
export const standings = ['host', 'attendee'].flatMap((role) =>
  ['alone', 'with a host', 'without a host'].map((company) => `${role}, ${company}`),
);

/** With a connection or without; and whether its room object has come back before, by a Resume. */
export const presences = ['joined', 'resumed', 'lingering', 'lingering again'] as const;

/** One of them. */
export type PresentState = (typeof presences)[number];

/** The states of a switch. */
export const switchStates = [
  'reserved',
  'reserved, lost',
  'reserved, said goodbye',
  'fixed',
  'fixed, lost',
  'fixed, said goodbye',
  'fixed, somebody waits',
] as const;

/** One of them. */
export type SwitchState = (typeof switchStates)[number];

/** Why a room object has departed, by the clause that says so. */
export const departedBy = {
  'leave.answered': 'by Leave',
  'connection.goodbye': 'by goodbye',
  'connection.lost': 'by loss',
  'frame.contained': 'by loss',
  'end.host': 'by End of a host',
  'end.last-participant': 'by End of the last',
  'remove.takes-effect': 'by Remove',
  'viewer.departs': 'as a viewer',
  'join.replace': 'by replacement',
  'operator.end': 'by EndMeeting of the operator',
  'operator.close': 'by CloseRoom',
  'operator.remove': 'by RemoveParticipant of the operator',
  'operator.relay': 'by StopMediaRelay',
  'close.by-server': 'by the server',
  'reason.failure': 'by failure',
} as const;

/** What somebody is who is not in a room. */
export const nobody = ['nobody', 'nobody, room open', 'nobody, room closed'] as const;

/** All states, in the order of a life. */
export const fullStates: readonly string[] = [
  ...nobody,
  ...presences.flatMap((presence) => standings.map((standing) => `${presence}, ${standing}`)),
  ...switchStates,
  ...[...new Set(Object.values(departedBy))].map((cause) => `departed ${cause}`),
];

/** What somebody does, or what happens to its connection. */
export const ownEvents = [
  'Join',
  'repeated Join',
  'Resume',
  'Leave',
  'End',
  'Sync',
  'unknown request',
  'excess',
  'Remove',
  'ChangeMode',
  'SwitchRoom',
  'request again',
  'Ack',
  'malformed frame',
  'loss',
  'goodbye',
  'expiry',
  'switch fixed',
  'switch committed',
  'failure',
] as const;

/** What others do, as it meets somebody. */
export const othersEvents = [
  'arrival of another',
  'departure of another',
  'End by another',
  'Remove by another',
  'replacement by a switch',
  'operator: EndMeeting',
  'operator: CloseRoom',
  'operator: RemoveParticipant',
  'operator: RemoveParticipant of another',
  'operator: StopMediaRelay',
  'operator: StopMediaRelay of another',
  'closing by the server',
] as const;

/** All events. */
export const fullEvents = [...ownEvents, ...othersEvents] as const;

/** One of them. */
export type FullEvent = (typeof fullEvents)[number];

/** What became of it: the state that it is in then, or else the answer that was told, a close, or nothing. */
export type FullOutcome =
  | PresentState
  | SwitchState
  | 'departed'
  | 'nobody'
  | Message['kind']
  | Refusal
  | 'closed'
  | 'nothing';

/** A state, an event that has met it, and what became of it. */
export interface FullTriple {
  readonly state: string;
  readonly event: FullEvent;
  readonly outcome: FullOutcome;
}

/** A state and an event, as they are printed. */
export const pairOf = ({ state, event }: Pick<FullTriple, 'state' | 'event'>): string => `${state} × ${event}`;

/** A triple, as it is printed. */
export const nameOf = (triple: FullTriple): string => `${pairOf(triple)} → ${triple.outcome}`;
