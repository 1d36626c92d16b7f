/** What Janus is and can do, as the suite is told it. */

import { LOOK_EVERY_S, SESSION_TIMEOUT_S } from './config.mjs';
import { allBut } from './kit.mjs';
import { readMapping } from './mapping.mjs';
import { KEEPALIVE_MS } from './stay.mjs';

/** How long after its time anything else may happen, in milliseconds. */
const SLACK_MS = 500;

/** Rules that the videoroom plugin never claims to keep, or documents otherwise. */
const deviations = [
  { clause: 'session.fresh', why: 'a room stays when the last one has left, until somebody destroys it' },
  { clause: 'end.last-participant', why: 'who knows the secret may destroy a room, however many are there' },
  { clause: 'remove.departed', why: 'a kick names an id, and one that nobody in the room has is an error (428)' },
  { clause: 'operator.departed', why: 'a kick names an id, and one that nobody in the room has is an error (428)' },
  {
    clause: 'request.settled-by-room-left',
    why: 'who knows the secret may kick and destroy, also one who was just removed or has left',
  },
  {
    clause: 'fence.effects-first',
    why: 'a kick of one who is being removed already is answered at once, while the others are still being told',
  },
  { clause: 'remove.self', why: 'a kick takes any id, that of the caller as well' },
];

/**
 * What a time is at least that is set to so many seconds. It counts from the last request, which may be as old as the time between two of
 * them; and between the two looks that end a session lies a whole interval.
 */
const least = (/** @type {number} */ seconds) => (seconds === 0 ? 0 : 1_000 * (seconds + LOOK_EVERY_S) - KEEPALIVE_MS);

const can = /** @type {const} */ ([
  ...['join', 'leave', 'end', 'remove', 'sync', 'unknown', 'operate'],
  ...['cut', 'freeze', 'heal', 'delay'],
]);

/** @param {{ version: string, upstream: string }} server @param {import('./options.mjs').Options} options */
export const readyOf = ({ version, upstream }, { reclaim, pipelined, plant, mapping }) => ({
  version: '1.0',
  name: [
    `Janus ${version}, videoroom`,
    ...(reclaim > 0 ? [`reclaim ${reclaim} s`] : []),
    ...(pipelined ? ['pipelined'] : []),
    ...(plant ? [`planted: ${plant}`] : []),
  ].join(', '),
  unsupported: allBut(...can),
  side: /** @type {const} */ ('TESTEE_SIDE_SYSTEM'),
  system: {
    features: [
      ...['FEATURE_EXTENDED_CODES', 'FEATURE_REMOVE', 'FEATURE_OPERATOR', 'FEATURE_ROOM_ORDER'],
      ...(reclaim > 0 ? ['FEATURE_RESUME'] : []),
    ],
    resumeWindowMs: least(reclaim),
    silenceMs: reclaim > 0 ? 0 : least(SESSION_TIMEOUT_S),
    slackMs: KEEPALIVE_MS + 1_000 * LOOK_EVERY_S + SLACK_MS,
    quietMs: 0,
    upstream,
    deviations,
    mapping: readMapping(mapping),
  },
});
