/** What Prosody says of itself, as the suite is given it. */
import { allBut, type Mapping, type Ready } from '../../testees/kit/index.js';

const SLACK_MS = 500;

/** Rules that it breaks on purpose. */
const deviations = [
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
];

/** `resumeSeconds`: how long a lost connection may be resumed; 0 without stream management. */
export const readyOf = (version: string, resumeSeconds: number, mapping: Mapping): Ready => ({
  version: '1.0',
  name: `Prosody ${version}`,
  side: 'TESTEE_SIDE_SYSTEM',
  unsupported: allBut('join', 'leave', 'end', 'remove', 'sync', 'unknown', 'cut'),
  system: {
    // A room is one table in one thread: everybody in it sees its stanzas in one order.
    features: [
      ...['FEATURE_EXTENDED_CODES', 'FEATURE_REMOVE', 'FEATURE_ROOM_ORDER'],
      ...(resumeSeconds > 0 ? ['FEATURE_RESUME'] : []),
    ],
    resumeWindowMs: 1_000 * resumeSeconds,
    silenceMs: 0,
    slackMs: SLACK_MS,
    quietMs: 0,
    upstream: '',
    deviations,
    mapping,
  },
});
