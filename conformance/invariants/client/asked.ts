/** What a client sends is what its application has asked for, with what the application gave. */
import { accessTokenOf } from '../../exchange/names.js';
import { DISPENSABLE } from '../../exchange/profile.js';
import type { Seat } from '../../exchange/scenario.js';
import { invariant } from '../invariant.js';
import type { AppCall, ClientTimeline, HeardMessage, MessageAt } from './timeline/timeline.js';

/** `client.as-asked`: no request of the client's own, and no other room, role or token than the application's. */
export const asAsked = invariant({
  clauses: ['client.as-asked'],
  scope: 'history',
  clock: false,
  check(timeline: ClientTimeline, sheet) {
    const { scenario, profile } = timeline.history;
    const unsent = [...timeline.calls];
    const known = new Set<number>();
    for (const one of timeline.heard) {
      const { message, request } = one.heard;
      if (message !== 'join' && !isAskedFor(message)) continue;
      // Whether what is sent again is the same as before, another clause says.
      if (message !== 'join' && known.has(request)) continue;
      known.add(request);
      sheet.held('client.as-asked');
      // A Join from inside a listener may be heard before it is known that the listener was called.
      const calls = unsent.filter(
        ({ action, index }) => action.kind === message && (message === 'join' || index < one.index),
      );
      const lacking = DISPENSABLE.filter((field) => profile.unsupported.includes(field));
      const lacks = (field: Field): boolean => lacking.includes(`${message}.${field}`);
      const asked = calls.map((call) => wordsOf(one, askedBy(call, scenario.seats), lacks));
      const sent = wordsOf(one, one.heard, lacks);
      const place = asked.indexOf(sent);
      const call = calls[place];
      if (!call)
        sheet.against('client.as-asked', one.index, asked.join(', or ') || `no ${message}: none was asked for`, sent);
      // A Join is repeated as often as it is lost.
      else if (message !== 'join') unsent.splice(unsent.indexOf(call), 1);
    }
  },
});

/** Sync is the client's own matter, and when it sends a Leave other clauses say. */
const isAskedFor = (message: HeardMessage['message']): boolean => ['end', 'remove', 'switch', 'mode'].includes(message);

/** What a call of the application's is to be sent with. */
type Asked = Pick<HeardMessage, 'room' | 'participant' | 'role' | 'accessToken' | 'target' | 'mode'>;

function askedBy({ action, target }: AppCall, seats: readonly Seat[]): Asked {
  switch (action.kind) {
    case 'join': {
      const { participant, role } = seats.find(({ name }) => name === action.seat) ?? {};
      return { room: action.room, participant, role, accessToken: accessTokenOf(action.seat, action.room) } as Asked;
    }
    case 'switch':
      return { room: action.room, accessToken: accessTokenOf(action.seat, action.room) };
    case 'remove':
      return { target: target ?? action.target };
    case 'mode':
      return { mode: action.mode };
    default:
      return {};
  }
}

const fields = ['room', 'participant', 'role', 'accessToken', 'target', 'mode'] as const satisfies (keyof Asked)[];
type Field = (typeof fields)[number];

/**
 * A message in words, with the fields that the history has of it: older histories have fewer. What the API of the client has no
 * place for no application can give: whatever is sent there is nobody's word.
 */
function wordsOf({ heard }: MessageAt, asked: Asked, lacks: (field: Field) => boolean): string {
  const held = fields.filter((field) => heard[field] !== undefined && !lacks(field));
  return [heard.message, ...held.map((field) => `${field} "${asked[field] ?? ''}"`)].join(' ');
}
