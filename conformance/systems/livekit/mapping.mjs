/**
 * What LiveKit's words stand for, as data. The words of departures are the names of its DisconnectReason, those of refusals the codes
 * of Twirp, or what it writes ahead of Twirp.
 */
import { readFileSync } from 'node:fs';

/** @param {string} native @param {...(number | undefined)} codes Undefined: a departure without a reason. */
const word = (native, ...codes) => ({ native, means: codes.map((code) => (code === undefined ? {} : { code })) });

/** What both sides are told by the same word. */
const both = [
  word('CLIENT_INITIATED', 1101),
  // The same identity has joined again.
  word('DUPLICATE_IDENTITY', 1011),
  // Nobody is told whether a host or the back end did it: both call the same service.
  word('PARTICIPANT_REMOVED', 1002, 1010),
  word('ROOM_DELETED', 1008, 1009, 1006),
  // Only those whom nobody waits for, such as agents, were left.
  word('ROOM_CLOSED', 1006),
  word('SERVER_SHUTDOWN', 1006),
  // The connections did not come about, or went, or the server and its client disagree about them.
  word('JOIN_FAILURE', 1001, 1007),
  word('CONNECTION_TIMEOUT', 1001),
  word('SIGNAL_CLOSE', 1001),
  word('MEDIA_FAILURE', 1001, 1007),
  word('STATE_MISMATCH', 1001, 1007),
  word('MIGRATION', 1007),
  // Of callers by telephone and of agents.
  word('USER_UNAVAILABLE', 1007),
  word('USER_REJECTED', 1007),
  word('SIP_TRUNK_FAILURE', 1007),
  word('AGENT_ERROR', 1007),
  // The value that is there where nobody gave any.
  word('UNKNOWN_REASON', 1007, undefined),
];
/** What an SDK tells that has concluded by itself that somebody is gone: it gives no reason at all. */
const concluded = word('no reason', undefined);

/** @param {string} native @param {string} code */
const refusal = (native, code) => ({ native, code });

/** How this suite reads LiveKit. */
export const standard = {
  leaver: both,
  others: [...both, concluded],
  refusals: [
    // Twirp's "unauthenticated" is what LiveKit says of a good token that does not allow the call, and of no token.
    refusal('unauthenticated', 'CODE_PERMISSION_DENIED'),
    refusal('unauthenticated, without a token', 'CODE_UNAUTHENTICATED'),
    refusal('invalid token', 'CODE_UNAUTHENTICATED'),
    refusal('not_found', 'CODE_NOT_FOUND'),
    // Said while the room, or the stay, goes away: nobody takes the call.
    refusal('unavailable', 'CODE_UNAVAILABLE'),
    refusal('bad_route', 'CODE_UNIMPLEMENTED'),
    refusal('bad_route, without a token', 'CODE_UNIMPLEMENTED'),
    // A join that met the end of its room, or a removal of its identity.
    refusal('ROOM_DELETED', 'CODE_ABORTED'),
    refusal('PARTICIPANT_REMOVED', 'CODE_ABORTED'),
    refusal('DUPLICATE_IDENTITY', 'CODE_ABORTED'),
  ],
};

/**
 * The mapping, with what a file has in place of it: to see that a wrong row shows.
 * @param {string | undefined} file JSON with some of `leaver`, `others` and `refusals`; each replaces the rows of the same words.
 */
export function readMapping(file) {
  if (file === undefined) return standard;
  const given = JSON.parse(readFileSync(file, 'utf8'));
  /** @template {{ native: string }} Row @param {readonly Row[]} rows @param {readonly Row[]} others */
  const replaced = (rows, others = []) => [
    ...rows.filter(({ native }) => !others.some((other) => other.native === native)),
    ...others,
  ];
  return {
    leaver: replaced(standard.leaver, given.leaver),
    others: replaced(standard.others, given.others),
    refusals: replaced(standard.refusals, given.refusals),
  };
}
