/** What Colyseus and the room are and can do, as the suite is told it. */
import { readMapping } from './mapping.mjs';
import { SDK_VERSION, SILENCE, VERSION } from './server.mjs';

/** How long after its time an event may happen, in milliseconds. */
const SLACK_MS = 500;

/** Colyseus has no such thing, or leaves it to the application. */
const unsupported = ['switchRoom', 'mode', 'sync', 'unknown'];

/** Rules that Colyseus leaves to the application: the room is kept as plain as an example. */
const deviations = [
  { clause: 'join.duplicate', why: 'Colyseus knows sessions and no people: the room lets both stay' },
  { clause: 'end.last-participant', why: 'the room lets hosts end it, however many are there' },
  { clause: 'remove.departed', why: 'the room knows those who are there, and nothing of those who were' },
  {
    clause: 'fence.effects-first',
    why: 'the back end is answered within the server, and Colyseus promises no order between that and what clients are sent',
  },
  { clause: 'operator.not-found', why: 'kickClient passes over somebody who is not there, and its source says so' },
  { clause: 'remove.self', why: 'the room lets a host send anybody away, itself as well' },
];

/** @param {import('./options.mjs').Options} options @param {string} upstream */
export const readyOf = (options, upstream) => ({
  version: '1.0',
  name: nameOf(options),
  unsupported,
  side: 'TESTEE_SIDE_SYSTEM',
  system: {
    features: ['FEATURE_EXTENDED_CODES', 'FEATURE_REMOVE', 'FEATURE_OPERATOR'],
    // Without allowReconnection a lost connection is a departure at once.
    resumeWindowMs: 0,
    silenceMs: SILENCE.atLeastMs,
    slackMs: SLACK_MS + SILENCE.laterMs,
    quietMs: 0,
    upstream,
    deviations,
    mapping: readMapping(options),
  },
});

/** @param {import('./options.mjs').Options} options */
function nameOf({ kick, plant }) {
  const bare = kick === 'bare' ? ['kicks without a code'] : [];
  const planted = plant === undefined ? [] : [`planted: ${plant}`];
  return [`Colyseus ${VERSION}, SDK ${SDK_VERSION}`, ...bare, ...planted].join(', ');
}
