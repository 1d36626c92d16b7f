/** What an action of a seat asks a server for. */

import type { OPERATOR, PEER } from '../../exchange/names.js';
import type { Action } from '../../exchange/scenario.js';
import type { Unfit } from '../../exchange/words.js';
import type { JoinSpeech, RequestContent } from '../../link/client-codec.js';
import { type Later, turn } from './later.js';
import type { SeatTokens } from './tokens.js';

/** What an action names, in the server's own ids. */
export interface ServerIds {
  readonly room: string;
  /** The participation of a remove. */
  readonly target: string;
}

/** What a seat does by itself. */
export type SeatAction = Exclude<Action, { readonly seat: typeof OPERATOR | typeof PEER }>;

/** What a Join says in place of what the seat is. */
export function unfitNames(unfit: Unfit | undefined): Partial<Pick<JoinSpeech, 'room' | 'participant' | 'role'>> {
  switch (unfit) {
    case 'no-room':
      return { room: '' };
    case 'no-participant':
      return { participant: '' };
    case 'no-role':
      return { role: 'none' };
    case 'unknown-role':
      return { role: 'unknown' };
    case undefined:
      return {};
  }
}

/** The numbered request of an action. Throws for an action that is none. */
export function requestContent(action: SeatAction, ids: ServerIds, tokens: SeatTokens): Later<RequestContent> {
  const { room, target } = ids;
  switch (action.kind) {
    case 'remove':
      return { kind: 'remove', participation: target };
    case 'switch':
      return turn(tokens.take(room, action.flaw), (accessToken) => ({
        kind: 'switch',
        room: action.unfit === 'no-room' ? '' : room,
        accessToken,
      }));
    case 'sync':
      return { kind: 'sync', ...(action.bytes === undefined ? {} : { bytes: action.bytes }) };
    case 'mode':
      return { kind: 'mode', mode: action.mode };
    case 'leave':
    case 'end':
    case 'unknown':
      return { kind: action.kind };
    default:
      throw new Error(`"${action.kind}" is no numbered request`);
  }
}
