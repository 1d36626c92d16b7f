/**
 * What Prosody shows, and what it may stand for. All that this adapter knows of reasons, refusals and roles is here, as data;
 * read.ts applies it: of each list, the first row that fits counts.
 */
import { reason } from '../../../gen/codes.js';
import type { Deviation } from '../../exchange/profile.js';
import type { Candidates, Refusal, Role } from '../../exchange/words.js';

/** What a presence of type "unavailable" may bear. All that a row names must be there. */
export interface DepartureSign {
  /** A status code of the room's. */
  readonly status?: string;
  /** An element beside the status codes. */
  readonly element?: string;
  /** Shown to the leaver itself. */
  readonly own?: boolean;
}

/** How statuses, conditions and affiliations are read. */
export interface ProsodyMapping {
  readonly departures: readonly { readonly when: DepartureSign; readonly means: Candidates }[];
  readonly refusals: readonly { readonly when: { readonly condition: string }; readonly means: Refusal }[];
  readonly roles: readonly { readonly when: { readonly affiliation: string }; readonly means: Role }[];
  readonly deviations: readonly Deviation[];
}

/** How this suite reads Prosody. */
export const mapping: ProsodyMapping = {
  departures: [
    // Nobody is told who destroyed the room: the server, an owner or an operator.
    { when: { element: 'destroy' }, means: [reason.ROOM_CLOSE, reason.REMOVE_ALL, reason.MEETING_END_API] },
    // A kick, and a ban: by a host or by an operator.
    { when: { status: '307' }, means: [reason.REMOVE_PEER, reason.REMOVE_PEER_API] },
    { when: { status: '301' }, means: [reason.REMOVE_PEER, reason.REMOVE_PEER_API] },
    // Lost its affiliation, or the room has become one for members only.
    {
      when: { status: '321' },
      means: [reason.REMOVE_PEER, reason.REMOVE_PEER_VIEWER_MODE_CHANGED, reason.REMOVE_PEER_API],
    },
    {
      when: { status: '322' },
      means: [reason.REMOVE_PEER, reason.REMOVE_PEER_VIEWER_MODE_CHANGED, reason.REMOVE_PEER_API],
    },
    { when: { status: '332' }, means: [reason.ROOM_CLOSE] },
    // Stanzas to it came back as errors: only a lost connection does that.
    { when: { status: '333' }, means: [reason.WEBSOCKET_DISCONNECTED] },
    // Left. A lost participant is told nothing, so the leaver itself knows a little more than the others.
    { when: { own: true }, means: [reason.MANUAL_LEAVE_CALLED, reason.SWITCH_ROOM] },
    { when: {}, means: [reason.MANUAL_LEAVE_CALLED, reason.SWITCH_ROOM, reason.WEBSOCKET_DISCONNECTED] },
  ],
  refusals: [
    { when: { condition: 'forbidden' }, means: 'permission_denied' },
    { when: { condition: 'not-allowed' }, means: 'permission_denied' },
    { when: { condition: 'item-not-found' }, means: 'not_found' },
    { when: { condition: 'conflict' }, means: 'already_exists' },
    { when: { condition: 'service-unavailable' }, means: 'unimplemented' },
    { when: { condition: 'feature-not-implemented' }, means: 'unimplemented' },
    { when: { condition: 'bad-request' }, means: 'invalid_argument' },
    { when: { condition: 'jid-malformed' }, means: 'invalid_argument' },
    { when: { condition: 'not-acceptable' }, means: 'failed_precondition' },
    { when: { condition: 'gone' }, means: 'failed_precondition' },
    { when: { condition: 'not-authorized' }, means: 'unauthenticated' },
    { when: { condition: 'registration-required' }, means: 'unauthenticated' },
    { when: { condition: 'resource-constraint' }, means: 'resource_exhausted' },
    { when: { condition: 'remote-server-timeout' }, means: 'unavailable' },
    { when: { condition: 'internal-server-error' }, means: 'internal' },
  ],
  roles: [
    { when: { affiliation: 'owner' }, means: 'host' },
    { when: { affiliation: 'admin' }, means: 'host' },
    { when: { affiliation: 'member' }, means: 'attendee' },
    { when: { affiliation: 'none' }, means: 'attendee' },
  ],
  deviations: [
    { clause: 'end.last-participant', why: 'only an owner can destroy a room, even where nobody else is in it' },
    { clause: 'remove.departed', why: 'a kick names a nickname, and one that nobody bears is item-not-found' },
    { clause: 'remove.authority', why: 'whether the nickname is there is looked at before who asks' },
    { clause: 'ids.compared', why: 'the names of XMPP are prepared before they are compared (RFC 7622)' },
    { clause: 'remove.self', why: 'an owner may kick itself' },
    {
      clause: 'request.settled-by-room-left',
      why: 'an owner who has just left, or was removed, can still destroy the room',
    },
    { clause: 'session.fresh', why: 'the openings of a room have no name' },
    { clause: 'session.shared', why: 'the openings of a room have no name' },
  ],
};
