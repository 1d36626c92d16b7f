/** What the machine does that shows, and whether it is what was seen. */
import { reason as codes } from '../../../gen/codes.js';
import type { ApplicationNews, CallOutcome, ClientEffect } from '../../../spec/machine/client/effects.js';
import type { AppEvent } from '../../exchange/client.js';
import type { CallAt, CallEndAt, ClientLife, HeardMessageAt, TellingAt } from './lives.js';

/** Something that is sent. */
export type OwedMessage = ClientEffect & { readonly kind: 'send' };
/** Something that the application is told. */
export type OwedTelling = ClientEffect & { readonly kind: 'tell' };

/**
 * Of what the application was told, what it must be told: how it learns of a Joined and of arrivals is the client's own
 * matter, unless it is over.
 */
export function bindingTold({ told }: ClientLife): readonly TellingAt[] {
  const over = told.findIndex((one) => one.told.event === 'roomLeft');
  return told.filter((one, place) => (over >= 0 && place > over) || isBinding(one.told.event));
}

/** Whether the application must be told of it. */
export const isBinding = (event: AppEvent['event']): boolean => event === 'participantLeft' || event === 'roomLeft';

/** Acks may be sent at any time, and any number of them. */
export const isCounted = ({ heard }: HeardMessageAt): boolean => heard.message !== 'ack';

/** Whether what was heard is what the machine sends. How much it acknowledges is not looked at. */
export function isMessage({ saying, request }: OwedMessage, { heard }: HeardMessageAt): boolean {
  if (heard.request !== request) return false;
  switch (saying.kind) {
    case 'join':
      return heard.message === 'join' && heard.joinId === saying.joinId;
    case 'resume':
      return heard.message === 'resume' && heard.token === saying.token && (heard.sequence ?? 0) === saying.sequence;
    case 'remove':
      return heard.message === 'remove' && heard.target === saying.target;
    case 'switchRoom':
      return heard.message === 'switch' && heard.room === saying.room;
    case 'changeMode':
      return heard.message === 'mode';
    default:
      return heard.message === saying.kind;
  }
}

/** Whether what was told is what the machine tells. What the client does not give is not compared. */
export function isTelling({ told: owed }: OwedTelling, { told }: TellingAt): boolean {
  if (owed.event !== told.event) return false;
  if (owed.event === 'participantLeft' && told.event === 'participantLeft')
    return isSame(owed.participation, told.participation) && isReason(owed, told);
  if (owed.event !== 'roomLeft' || told.event !== 'roomLeft') return false;
  return isReason(owed, told) || withoutSwitch(owed).some((one) => isReason(one, told));
}

type RoomLeft = Extract<ApplicationNews, { readonly event: 'roomLeft' }>;

/** A client that pipelines nothing may not have sent its SwitchRoom. Clauses `client.local-reason`, `request.in-order`. */
const withoutSwitch = ({ event, reason }: RoomLeft): RoomLeft[] =>
  reason.code === codes.SWITCH_ROOM_FAILED && reason.source === 'LOCAL'
    ? [codes.WEBSOCKET_DISCONNECTED, codes.WEBSOCKET_CONNECTION_ATTEMPTS_EXHAUSTED].map((code) => ({
        event,
        reason: { ...reason, code },
      }))
    : [];

type Departure = Extract<ApplicationNews, { readonly reason: unknown }>;

const isReason = ({ reason: owed }: Departure, { reason }: Extract<AppEvent, { readonly reason?: unknown }>): boolean =>
  isSame(owed.code, reason?.code) && isSame(owed.source, reason?.source) && isSame(typeOf(owed.code), reason?.type);

const types = new Map<number, string>(Object.entries(codes).map(([type, code]) => [code, type]));

/** The name of a code. Clauses `reason.type`, `reason.unrecognised`. */
const typeOf = (code: number): string => types.get(code) ?? 'UNKNOWN';

const isSame = <T>(owed: T, seen: T | undefined): boolean => seen === undefined || seen === owed;

/**
 * Whether a call may end like this: behind a close code alone a call that asked for such a departure may succeed or fail,
 * clause `client.calls-settled`.
 */
export function mayEnd(outcome: CallOutcome, { end }: CallEndAt, call: CallAt | undefined): boolean {
  const isDone = end.how === 'done';
  if (outcome.kind === 'left') return !isDone || call?.action.kind === 'end' || call?.action.kind === 'mode';
  return isDone === (outcome.kind === 'done');
}

/** The calls whose end says something: leave(), dispose() and the join end when the client likes. */
export const endsSay = ({ action: { kind } }: CallAt): boolean =>
  kind === 'end' || kind === 'remove' || kind === 'switch' || kind === 'mode';
