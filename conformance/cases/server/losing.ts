/** Losing: connections break, close, or are closed over a bad frame. */

import fc from 'fast-check';
import { close as closeCode, reason, wsClose } from '../../../gen/codes.js';
import { close, cut, join, leave, malformed, type Round, sync } from '../../exchange/scenario.js';
import type { Case } from '../case.js';
import { anAttendee, anyone, everyone, other, sketch } from './sketch.js';

/** The server cases about lost connections. */
export const losingCases: readonly Case[] = [
  sketch({
    id: 'connection-lost',
    title: 'A participant with a lost connection departs with 1001',
    clauses: ['connection.lost', 'departure.once'],
    codes: [reason.WEBSOCKET_DISCONNECTED],
    timed: true,
    uses: ['cut'],
    core: fc
      .tuple(anyone, fc.constantFrom('fin' as const, 'reset' as const))
      .map(([who, how]) => [...everyone, [cut(who, how)]]),
  }),
  sketch({
    id: 'resume-window',
    title: 'The server announces a loss at the end of the resume window, and not before',
    clauses: ['connection.lost-in-time', 'connection.lost'],
    window: true,
    timed: true,
    uses: ['cut'],
    core: anyone.map((who) => [...everyone, [cut(who)]]),
  }),
  sketch({
    id: 'goodbye',
    title: 'A close with 4101 is a Leave, and any other close is a lost connection',
    clauses: ['connection.goodbye', 'connection.other-close', 'connection.lost'],
    timed: true,
    uses: ['close'],
    core: fc
      .tuple(anAttendee, fc.constantFrom(wsClose.NORMAL, wsClose.GOING_AWAY, 3000))
      .map(([who, code]) => [...everyone, [close(who, closeCode.LEAVE)], [close(other(who), code)]]),
  }),
  sketch({
    id: 'malformed-frame',
    title: 'A bad frame closes its own connection with the right code, and disturbs nobody else',
    clauses: [
      'frame.wrong-type',
      'frame.undecodable',
      'frame.oversize',
      'frame.first',
      'frame.join-again',
      'frame.contained',
    ],
    timed: true,
    uses: ['malformed'],
    core: fc
      .shuffledSubarray(['wrong-type', 'undecodable', 'oversize', 'join-again'] as const, { minLength: 4 })
      .map((frames) => [
        [leave('cyd')],
        [malformed('cyd', 'request-first')],
        ...everyone,
        // Where nobody is replaced, the second Join of each may come too soon: then the first two frames are judged.
        ...frames.flatMap((frame, place): Round[] => {
          const who = place % 2 === 0 ? 'bob' : 'cyd';
          // Its Sync shows whether the frame before has disturbed it.
          return [[join(who)], [sync(who)], [malformed(who, frame)]];
        }),
      ]),
  }),
];
