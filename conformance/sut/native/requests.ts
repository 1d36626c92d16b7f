/** What an action of a seat asks a server for. */

import type { OPERATOR, PEER } from '../../exchange/names.js';
import type { Action } from '../../exchange/scenario.js';
import type { RequestContent } from '../../link/client-codec.js';
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

/** The numbered request of an action. Throws for an action that is none. */
export function requestContent(action: SeatAction, ids: ServerIds, tokens: SeatTokens): Later<RequestContent> {
  const { room, target } = ids;
  switch (action.kind) {
    case 'remove':
      return { kind: 'remove', participation: target };
    case 'switch':
      return turn(tokens.take(room, action.flaw), (accessToken) => ({ kind: 'switch', room, accessToken }));
    case 'mode':
      return { kind: 'mode', mode: action.mode };
    case 'leave':
    case 'end':
    case 'sync':
    case 'unknown':
      return { kind: action.kind };
    default:
      throw new Error(`"${action.kind}" is no numbered request`);
  }
}
