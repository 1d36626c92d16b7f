/** What the words of ejabberd stand for, as the suite is given it. A word is composed of what a presence showed, by ../xmpp/read.ts. */
import { readFileSync } from 'node:fs';
import { reason } from '../../../gen/codes.js';
import type { Candidate, MappedWord, Mapping } from '../../testees/kit/index.js';

const word = (native: string, ...codes: readonly number[]): MappedWord => ({
  native,
  means: codes.map((code): Candidate => ({ code })),
});

const {
  MANUAL_LEAVE_CALLED,
  REMOVE_PEER,
  REMOVE_PEER_API,
  REMOVE_PEER_VIEWER_MODE_CHANGED,
  SWITCH_ROOM,
  WEBSOCKET_DISCONNECTED,
} = reason;

/** The leaver and the others are shown these alike. */
const both: readonly MappedWord[] = [
  // Nobody is told who destroyed the room: an owner or the back end.
  word('destroy', reason.ROOM_CLOSE, reason.REMOVE_ALL, reason.MEETING_END_API),
  // A kick by a host: the back end has no call for one.
  word('status 307', REMOVE_PEER),
  // A ban: by a host or by the back end.
  word('status 301', REMOVE_PEER, REMOVE_PEER_API),
  // Lost its affiliation, or the room has become one for members only.
  word('status 321', REMOVE_PEER, REMOVE_PEER_VIEWER_MODE_CHANGED, REMOVE_PEER_API),
  word('status 322', REMOVE_PEER, REMOVE_PEER_VIEWER_MODE_CHANGED, REMOVE_PEER_API),
  // The room's process is stopped, of itself or with the server.
  word('status 332', reason.ROOM_CLOSE),
];

const refusal = (native: string, code: string) => ({ native, code: `CODE_${code}` });

/** How this suite reads ejabberd. */
export const ejabberdMapping: Mapping = {
  // A lost participant is told nothing, so the leaver itself knows a little more than the others.
  leaver: [
    ...both,
    word('unavailable', MANUAL_LEAVE_CALLED, SWITCH_ROOM),
    // Its connection was taken as lost, and is closed without a word.
    word('connection closed', WEBSOCKET_DISCONNECTED),
  ],
  others: [...both, word('unavailable', MANUAL_LEAVE_CALLED, SWITCH_ROOM, WEBSOCKET_DISCONNECTED)],
  refusals: [
    refusal('forbidden', 'PERMISSION_DENIED'),
    refusal('not-allowed', 'PERMISSION_DENIED'),
    refusal('item-not-found', 'NOT_FOUND'),
    // "Nickname bob does not exist in the room", its text says.
    refusal('not-acceptable', 'NOT_FOUND'),
    refusal('conflict', 'ALREADY_EXISTS'),
    refusal('service-unavailable', 'UNIMPLEMENTED'),
    refusal('feature-not-implemented', 'UNIMPLEMENTED'),
    refusal('bad-request', 'INVALID_ARGUMENT'),
    refusal('jid-malformed', 'INVALID_ARGUMENT'),
    refusal('registration-required', 'UNAUTHENTICATED'),
    refusal('resource-constraint', 'RESOURCE_EXHAUSTED'),
    refusal('internal-server-error', 'INTERNAL'),
    // Of its HTTP API.
    refusal("Room doesn't exists", 'NOT_FOUND'),
    refusal('You are not authorized to call this command.', 'UNAUTHENTICATED'),
    // Said to one who presents no credentials: the only account that calls here may call everything.
    refusal('AccessRules: Account does not have the right to perform the operation.', 'UNAUTHENTICATED'),
  ],
};

/** The mapping, with what a file has in place of it, row by row: to see that a wrong row shows. */
export function readMapping(file: string | undefined): Mapping {
  if (file === undefined) return ejabberdMapping;
  const given: Partial<Mapping> = JSON.parse(readFileSync(file, 'utf8'));
  return {
    leaver: replaced(ejabberdMapping.leaver, given.leaver),
    others: replaced(ejabberdMapping.others, given.others),
    refusals: replaced(ejabberdMapping.refusals, given.refusals),
  };
}

function replaced<Row extends { readonly native?: string }>(rows: readonly Row[], others: readonly Row[] = []): Row[] {
  return [...rows.filter(({ native }) => !others.some((other) => other.native === native)), ...others];
}
