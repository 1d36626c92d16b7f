/** What LiveKit is and can do, as the suite is told it. */
import { readMapping } from './mapping.mjs';
import { VERSION } from './server.mjs';

/** How long after its time an event may happen, in milliseconds. */
const SLACK_MS = 500;
/** The server tells of those who publish nothing every 3 s. */
const BATCH_MS = 3_000;

/** What none of the programs can be made to do: LiveKit has no request for it. */
const never = ['switchRoom', 'mode', 'sync', 'unknown'];

/** Rules that LiveKit never claims to keep, or documents otherwise. */
const deviations = [
  {
    clause: 'session.fresh',
    why: 'a room stays open for its departure_timeout after the last one has left, and who comes by then meets the same session',
  },
  {
    clause: 'end.last-participant',
    why: 'a token says who may delete a room (roomCreate), and not how many are there',
  },
  {
    clause: 'remove.departed',
    why: 'RemoveParticipant answers not_found for everybody who is not there, and knows nothing of those who were',
  },
  {
    clause: 'operator.departed',
    why: 'RemoveParticipant answers not_found for everybody who is not there, and knows nothing of those who were',
  },
  {
    clause: 'fence.effects-first',
    why: 'the answers of RoomService come over HTTP, and LiveKit promises no order between them and the signalling',
  },
  { clause: 'remove.self', why: 'RemoveParticipant takes any identity, that of the caller as well' },
];

/** A rule that is left out for one run alone. @param {string} clause */
const setAside = (clause) => ({ clause, why: 'set aside on the command line of the testee' });

/**
 * @param {string} name
 * @param {import('./options.mjs').Options} options
 * @param {{ upstream: string, unsupported: readonly string[] }} about
 */
export const readyOf = (name, options, { upstream, unsupported }) => ({
  version: '1.0',
  name: [`LiveKit server ${VERSION}, ${name}`, ...(options.plant ? [`planted: ${options.plant}`] : [])].join(', '),
  unsupported: [...never, ...unsupported],
  side: 'TESTEE_SIDE_SYSTEM',
  system: {
    features: ['FEATURE_EXTENDED_CODES', 'FEATURE_REMOVE', 'FEATURE_REPLACE', 'FEATURE_OPERATOR'],
    // A lost connection of one without media is a departure at once.
    resumeWindowMs: 0,
    silenceMs: 0,
    slackMs: SLACK_MS,
    quietMs: options.news === 'immediate' ? 0 : BATCH_MS + SLACK_MS,
    upstream,
    deviations: [...deviations, ...options.setAside.map(setAside)],
    mapping: readMapping(options.mapping),
  },
});
