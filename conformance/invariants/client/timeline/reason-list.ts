/** The list of reason codes as the prose has it, and what a client makes of what a server says. Clauses: `reason.type`, `reason.absent`, `reason.unrecognised`. */
import type { Code, ToldReason } from '../../../exchange/index.js';

interface ListedReason {
  readonly type: string;
  readonly message: string;
}

const list: ReadonlyMap<number, ListedReason> = new Map([
  [1001, { type: 'WEBSOCKET_DISCONNECTED', message: 'Socket disconnected.' }],
  [1002, { type: 'REMOVE_PEER', message: 'Participant was removed from the meeting.' }],
  [1003, { type: 'REMOVE_PEER_VIEWER_MODE_CHANGED', message: 'Participant removed because viewer mode was changed.' }],
  [
    1004,
    {
      type: 'REMOVE_PEER_MEDIA_RELAY_STOP',
      message: 'Your organization has reached the maximum number of speakers allowed.',
    },
  ],
  [1005, { type: 'SWITCH_ROOM', message: 'Participant switched to a different room.' }],
  [1006, { type: 'ROOM_CLOSE', message: 'The meeting has been closed.' }],
  [1007, { type: 'UNKNOWN', message: 'Participant disconnected due to an unknown reason.' }],
  [1008, { type: 'REMOVE_ALL', message: 'Remove All from the meeting.' }],
  [1009, { type: 'MEETING_END_API', message: 'Meeting Ended.' }],
  [1010, { type: 'REMOVE_PEER_API', message: 'Participant was removed from the meeting by the operator.' }],
  [1011, { type: 'DUPLICATE_PARTICIPANT', message: 'Participant joined the meeting again from elsewhere.' }],
  [1101, { type: 'MANUAL_LEAVE_CALLED', message: 'Participant left the meeting.' }],
  [1102, { type: 'WEBSOCKET_CONNECTION_ATTEMPTS_EXHAUSTED', message: 'Socket could not be reconnected.' }],
  [1103, { type: 'JOIN_ROOM_FAILED', message: 'Participant could not join the meeting.' }],
  [1104, { type: 'SWITCH_ROOM_FAILED', message: 'Participant could not switch to a different room.' }],
]);

/** What a server said of a departure. */
export interface SaidReason {
  readonly code: Code;
  /** The sentence that stood beside the code; empty for none. */
  readonly text: string;
}

export const isSilent = ({ code }: SaidReason): boolean => code === 'absent' || code === 0;

export const isKnown = ({ code }: SaidReason): boolean => typeof code === 'number' && list.has(code);

/** What the application must be shown of it. */
export function shown(word: SaidReason): { readonly type: string; readonly code: number; readonly source: string } {
  if (word.code === 'absent' || word.code === 0) return { type: typeOf(1007), code: 1007, source: 'LOCAL' };
  return { type: typeOf(word.code), code: word.code, source: 'SERVER' };
}

/** Of a code that is not listed, UNKNOWN. */
export const typeOf = (code: number): string => list.get(code)?.type ?? 'UNKNOWN';

/** The sentence that the list has for a code; empty for one that is not listed. */
export const messageOf = (code: number): string => list.get(code)?.message ?? '';

/** The code whose sentence this is, if any. */
export const codeOfMessage = (message: string): number | undefined =>
  [...list].find(([, entry]) => entry.message === message)?.[0];

export const sayWord = (word: SaidReason): string => {
  const text = word.text === '' ? '' : ` "${word.text}"`;
  return `${word.code === 'absent' ? 'no reason' : word.code}${text}`;
};

export const sayReason = (reason: ToldReason | undefined): string => {
  if (!reason) return 'no reason';
  const { type = 'no type', code = 'no code', source = 'no source' } = reason;
  return `{ ${type}, ${code}, ${source} }`;
};
