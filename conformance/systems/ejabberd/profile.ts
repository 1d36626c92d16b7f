/** What ejabberd says of itself, as the suite is given it. */
import { allBut, type Mapping, type Ready } from '../../testees/kit/index.js';
import { SILENCE_MS } from './config.js';

const SLACK_MS = 500;

/** Rules that it never claims to keep. */
const deviations = [
  { clause: 'end.last-participant', why: 'only an owner can destroy a room, even where nobody else is in it' },
  { clause: 'remove.departed', why: 'a kick names a nickname, and one that nobody bears is not acceptable' },
  { clause: 'remove.authority', why: 'whether the nickname is there is looked at before who asks' },
  { clause: 'ids.compared', why: 'the names of XMPP are prepared before they are compared (RFC 7622)' },
  {
    clause: 'request.settled-by-room-left',
    why: 'an owner who has just left, or was removed, can still destroy the room',
  },
  { clause: 'remove.self', why: 'a kick of oneself is refused by the word for a kick that one may not make' },
  { clause: 'session.fresh', why: 'the openings of a room have no name' },
  { clause: 'session.shared', why: 'the openings of a room have no name' },
  {
    clause: 'operator.not-found',
    why: 'an affiliation is set for any address, whether it was ever in the room or not',
  },
  { clause: 'operator.relay-undeclared', why: 'its HTTP API has no call about a relay of media that it could refuse' },
  {
    clause: 'fence.effects-first',
    why: 'the answers of its HTTP API and what its streams show have no order between them',
  },
];

/** `upstream`: where the suite puts its proxies before. `planted`: the fault that was put in, if any. */
export const ejabberdReady = (version: string, upstream: string, planted: string, mapping: Mapping): Ready => ({
  version: '1.0',
  name: [`ejabberd ${version}`, ...(planted === '' ? [] : [`planted: ${planted}`])].join(', '),
  side: 'TESTEE_SIDE_SYSTEM',
  unsupported: allBut('join', 'leave', 'end', 'remove', 'sync', 'unknown', 'operate', 'cut', 'freeze', 'heal', 'delay'),
  system: {
    // A room is one process: everybody in it sees its stanzas in one order.
    features: ['FEATURE_EXTENDED_CODES', 'FEATURE_REMOVE', 'FEATURE_ROOM_ORDER', 'FEATURE_OPERATOR'],
    // Without stream management a lost connection is a departure at once.
    resumeWindowMs: 0,
    silenceMs: SILENCE_MS,
    slackMs: SLACK_MS,
    quietMs: 0,
    upstream,
    deviations,
    mapping,
  },
});
