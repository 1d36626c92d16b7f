/** What the words of Prosody stand for, as the suite is given it. A word is composed of what a presence showed, by read.ts. */
import { reason } from '../../../gen/codes.js';
import type { Candidate, MappedWord, Mapping } from '../../testees/kit/index.js';

const word = (native: string, ...codes: readonly number[]): MappedWord => ({
  native,
  means: codes.map((code): Candidate => ({ code })),
});

const { REMOVE_PEER, REMOVE_PEER_API, REMOVE_PEER_VIEWER_MODE_CHANGED } = reason;

/** The leaver and the others are shown these alike. */
const both: readonly MappedWord[] = [
  // Nobody is told who destroyed the room: the server, an owner or an operator.
  word('destroy', reason.ROOM_CLOSE, reason.REMOVE_ALL, reason.MEETING_END_API),
  // A kick, and a ban: by a host or by an operator.
  word('status 307', REMOVE_PEER, REMOVE_PEER_API),
  word('status 301', REMOVE_PEER, REMOVE_PEER_API),
  // Lost its affiliation, or the room has become one for members only.
  word('status 321', REMOVE_PEER, REMOVE_PEER_VIEWER_MODE_CHANGED, REMOVE_PEER_API),
  word('status 322', REMOVE_PEER, REMOVE_PEER_VIEWER_MODE_CHANGED, REMOVE_PEER_API),
  // The server is stopped.
  word('status 332', reason.ROOM_CLOSE),
  // Stanzas to it came back as errors: only a lost connection does that.
  word('status 333', reason.WEBSOCKET_DISCONNECTED),
];

const refusal = (native: string, code: string) => ({ native, code: `CODE_${code}` });

/** How this suite reads Prosody. */
export const mapping: Mapping = {
  // A lost participant is told nothing, so the leaver itself knows a little more than the others.
  leaver: [...both, word('unavailable', reason.MANUAL_LEAVE_CALLED, reason.SWITCH_ROOM)],
  others: [...both, word('unavailable', reason.MANUAL_LEAVE_CALLED, reason.SWITCH_ROOM, reason.WEBSOCKET_DISCONNECTED)],
  refusals: [
    refusal('forbidden', 'PERMISSION_DENIED'),
    refusal('not-allowed', 'PERMISSION_DENIED'),
    refusal('item-not-found', 'NOT_FOUND'),
    refusal('conflict', 'ALREADY_EXISTS'),
    refusal('service-unavailable', 'UNIMPLEMENTED'),
    refusal('feature-not-implemented', 'UNIMPLEMENTED'),
    refusal('bad-request', 'INVALID_ARGUMENT'),
    refusal('jid-malformed', 'INVALID_ARGUMENT'),
    refusal('not-acceptable', 'FAILED_PRECONDITION'),
    refusal('gone', 'FAILED_PRECONDITION'),
    refusal('not-authorized', 'UNAUTHENTICATED'),
    refusal('registration-required', 'UNAUTHENTICATED'),
    refusal('resource-constraint', 'RESOURCE_EXHAUSTED'),
    refusal('remote-server-timeout', 'UNAVAILABLE'),
    refusal('internal-server-error', 'INTERNAL'),
  ],
};
