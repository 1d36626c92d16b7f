import { expect, test } from 'vitest';
import { plain } from '../palette.js';
import { lintMapping } from './lint.js';
import type { MappedSystem } from './registry.js';
import { renderMapping } from './render.js';

test('a mapping is shown code by code, with what is wrong with it and what it loses', () => {
  const system: MappedSystem = {
    features: ['extended_codes', 'remove'],
    unsupported: ['operate'],
    deviations: [],
    mapping: {
      leaver: [
        { native: '307', means: [1002, 1010] },
        { native: 'bye', means: [1101] },
        { native: 'over', means: [1008] },
      ],
      others: [
        { native: '307', means: [1002] },
        { native: 'gone', means: [1001, 1101] },
      ],
      refusals: [{ native: 'forbidden', code: 'permission_denied' }],
    },
  };
  const page = renderMapping('Some server 1.2', system, lintMapping(system), { palette: plain, columns: 100 });
  expect(`\n${page}`).toMatchInlineSnapshot(`
    "
    Some server 1.2

    code                                          to the leaver              to the others
    1001 WEBSOCKET_DISCONNECTED                   -                          "gone" (one of 2)
    1002 REMOVE_PEER                              "307" (one of 2)           "307"
    1003 REMOVE_PEER_VIEWER_MODE_CHANGED          (without viewer)           (without viewer)
    1004 REMOVE_PEER_MEDIA_RELAY_STOP             (without relay)            (without relay)
    1005 SWITCH_ROOM                              (without switch)           (without switch)
    1006 ROOM_CLOSE                               -                          -
    1007 UNKNOWN                                  -                          -
    1008 REMOVE_ALL                               "over"                     -
    1009 MEETING_END_API                          (without operator)         (without operator)
    1010 REMOVE_PEER_API                          "307" (one of 2)           (without operator)
    1011 DUPLICATE_PARTICIPANT                    (without replace)          (without replace)
    1101 MANUAL_LEAVE_CALLED                      "bye"                      "gone" (one of 2)
    1102 WEBSOCKET_CONNECTION_ATTEMPTS_EXHAUSTED  (local)
    1103 JOIN_ROOM_FAILED                         (local)
    1104 SWITCH_ROOM_FAILED                       (local)

    refusals
      "forbidden" is PERMISSION_DENIED

    ! 1010 REMOVE_PEER_API is among what "307" may stand for, and the profile does not declare operator.
    ! "307" stands for 1002 REMOVE_PEER and 1010 REMOVE_PEER_API to the leaver, and for 1002 REMOVE_PEER
      to the others.
    The mapping has no error.

    The leaver cannot tell apart
      1002 REMOVE_PEER and 1010 REMOVE_PEER_API: "307"
    The others cannot tell apart
      1001 WEBSOCKET_DISCONNECTED and 1101 MANUAL_LEAVE_CALLED: "gone"
    "
  `);
});
