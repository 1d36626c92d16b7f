/**
 * The list of reason codes as the prose has it, and what a client makes of what a server says. Clauses:
 * `reason.type`, `reason.absent`, `reason.unrecognised`.
 */
import { reason as reasonCode } from '../../../../gen/codes.js';
import type { ToldReason } from '../../../exchange/client.js';
import type { Code } from '../../../exchange/words.js';

interface ListedReason {
  readonly type: string;
  readonly message: string;
}

const list: ReadonlyMap<number, ListedReason> = new Map([
  [reasonCode.WEBSOCKET_DISCONNECTED, { type: 'WEBSOCKET_DISCONNECTED', message: 'Socket disconnected.' }],
  [reasonCode.REMOVE_PEER, { type: 'REMOVE_PEER', message: 'Participant was removed from the meeting.' }],
  [
    reasonCode.REMOVE_PEER_VIEWER_MODE_CHANGED,
    { type: 'REMOVE_PEER_VIEWER_MODE_CHANGED', message: 'Participant removed because viewer mode was changed.' },
  ],
  [
    reasonCode.REMOVE_PEER_MEDIA_RELAY_STOP,
    {
      type: 'REMOVE_PEER_MEDIA_RELAY_STOP',
      message: 'Your organization has reached the maximum number of speakers allowed.',
    },
  ],
  [reasonCode.SWITCH_ROOM, { type: 'SWITCH_ROOM', message: 'Participant switched to a different room.' }],
  [reasonCode.ROOM_CLOSE, { type: 'ROOM_CLOSE', message: 'The meeting has been closed.' }],
  [reasonCode.UNKNOWN, { type: 'UNKNOWN', message: 'Participant disconnected due to an unknown reason.' }],
  [reasonCode.REMOVE_ALL, { type: 'REMOVE_ALL', message: 'Remove All from the meeting.' }],
  [reasonCode.MEETING_END_API, { type: 'MEETING_END_API', message: 'Meeting Ended.' }],
  [
    reasonCode.REMOVE_PEER_API,
    { type: 'REMOVE_PEER_API', message: 'Participant was removed from the meeting by the operator.' },
  ],
  [
    reasonCode.DUPLICATE_PARTICIPANT,
    { type: 'DUPLICATE_PARTICIPANT', message: 'Participant joined the meeting again from elsewhere.' },
  ],
  [reasonCode.MANUAL_LEAVE_CALLED, { type: 'MANUAL_LEAVE_CALLED', message: 'Participant left the meeting.' }],
  [
    reasonCode.WEBSOCKET_CONNECTION_ATTEMPTS_EXHAUSTED,
    { type: 'WEBSOCKET_CONNECTION_ATTEMPTS_EXHAUSTED', message: 'Socket could not be reconnected.' },
  ],
  [reasonCode.JOIN_ROOM_FAILED, { type: 'JOIN_ROOM_FAILED', message: 'Participant could not join the meeting.' }],
  [
    reasonCode.SWITCH_ROOM_FAILED,
    { type: 'SWITCH_ROOM_FAILED', message: 'Participant could not switch to a different room.' },
  ],
]);

/** What a server said of a departure. */
export interface SaidReason {
  readonly code: Code;
  /** The sentence that stood beside the code; empty for none. */
  readonly text: string;
}

/** Whether the server gave no reason, or the code 0. `reason.absent` */
export const isSilent = ({ code }: SaidReason): boolean => code === 'absent' || code === 0;

/** Whether the code is in the list. */
export const isKnown = ({ code }: SaidReason): boolean => typeof code === 'number' && list.has(code);

/** What the application must be shown of it. */
export function shown(word: SaidReason): { readonly type: string; readonly code: number; readonly source: string } {
  if (word.code === 'absent' || word.code === 0)
    return { type: typeOf(reasonCode.UNKNOWN), code: reasonCode.UNKNOWN, source: 'LOCAL' };
  return { type: typeOf(word.code), code: word.code, source: 'SERVER' };
}

/** Of a code that is not listed, UNKNOWN. */
export const typeOf = (code: number): string => list.get(code)?.type ?? 'UNKNOWN';

/** The sentence that the list has for a code; empty for one that is not listed. */
export const messageOf = (code: number): string => list.get(code)?.message ?? '';

/** The code whose sentence this is, if any. */
export const codeOfMessage = (message: string): number | undefined =>
  [...list].find(([, entry]) => entry.message === message)?.[0];

/** What the server said, in words. */
export const sayWord = (word: SaidReason): string => {
  const text = word.text === '' ? '' : ` "${word.text}"`;
  return `${word.code === 'absent' ? 'no reason' : word.code}${text}`;
};

/** What the application was told, in words. */
export const sayReason = (reason: ToldReason | undefined): string => {
  if (!reason) return 'no reason';
  const { type = 'no type', code = 'no code', source = 'no source' } = reason;
  return `{ ${type}, ${code}, ${source} }`;
};
