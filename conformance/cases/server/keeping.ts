/** Keeping: connections that are kept alive, that fall silent, and that are slow. A silent seat is frozen: it sends nothing, and is shown nothing. */

import fc from 'fast-check';
import { reason } from '../../../gen/codes.js';
import {
  type Action,
  cut,
  delay,
  freeze,
  heal,
  join,
  leave,
  type Round,
  remove,
  resume,
  sync,
  wait,
} from '../../exchange/scenario.js';
import type { Case } from '../case.js';
import { anAttendee, anyone, everyone, other, sketch } from './sketch.js';

/** What others do while somebody cannot hear of it. */
const newsOf = (who: string): fc.Arbitrary<Action> =>
  fc.constantFrom(leave(other(who)), sync(other(who)), join(other(who)));

/** More of the wire's time than anybody else needs, in milliseconds; far from every announced time. */
const slowness = fc.constantFrom(5, 20, 50);

/** The server cases about silent and slow connections. */
export const keepingCases: readonly Case[] = [
  sketch({
    id: 'heartbeat',
    title: 'The server sends Heartbeat in each interval, and a client that only answers it stays connected',
    clauses: ['heartbeat.sent', 'heartbeat.timeout'],
    heartbeat: ['interval', 'timeout'],
    timed: true,
    core: anyone.map((who) => [...everyone, [wait('heartbeats')], [wait('past-timeout')], [sync(who)]]),
  }),
  sketch({
    id: 'silence',
    title: 'A silent connection is lost in time, and its participant departs at the end of the resume window',
    clauses: ['connection.lost', 'connection.lost-in-time'],
    codes: [reason.WEBSOCKET_DISCONNECTED],
    window: true,
    heartbeat: ['timeout'],
    timed: true,
    uses: ['freeze'],
    core: anyone.map((who) => [...everyone, [freeze(who)]]),
  }),
  sketch({
    id: 'silence-ends-too-late',
    title: 'The server closes a silent connection that it takes as lost, and ignores its last requests',
    clauses: ['connection.declared-lost', 'connection.lost'],
    heartbeat: ['timeout'],
    timed: true,
    uses: ['freeze', 'heal'],
    core: anyone.map((who) => [
      ...everyone,
      [freeze(who)],
      [wait('past-timeout')],
      [wait('past-window')],
      [sync(who)],
      [heal(who)],
      [sync(who), sync(other(who))],
    ]),
  }),
  sketch({
    id: 'short-silence',
    title: 'A silence that ends before the timeout is no loss, and nobody notices it',
    clauses: ['heartbeat.timeout', 'departure.once'],
    heartbeat: ['timeout'],
    timed: true,
    uses: ['freeze', 'heal'],
    core: anyone.chain((who) =>
      newsOf(who).map((news) => [
        ...everyone,
        [sync(who)],
        [freeze(who)],
        [news],
        [wait('half-timeout')],
        [sync(who)],
        [heal(who)],
        [sync(who)],
        [leave(other(who))],
      ]),
    ),
  }),
  sketch({
    id: 'frozen-and-resumed',
    title: 'A client with a dead connection resumes on another one and misses nothing',
    clauses: ['resume.resumed', 'resume.missed', 'resume.old-connection'],
    needs: ['resume'],
    uses: ['freeze', 'heal', 'resume'],
    core: anyone.chain((who) =>
      fc
        .tuple(newsOf(who), fc.boolean())
        .map(([news, heals]): Round[] => [
          ...everyone,
          [freeze(who)],
          [news],
          [sync(who)],
          [resume(who)],
          ...(heals ? [[heal(who)]] : []),
          [sync(who)],
        ]),
    ),
  }),
  sketch({
    id: 'slow-connections',
    title: 'Slow connections delay messages and change nothing else',
    clauses: ['fence.effects-first', 'departure.tells-others', 'request.in-order'],
    needs: ['remove'],
    uses: ['delay', 'remove'],
    core: fc
      .tuple(anyone, anyone, slowness, slowness)
      .map(([one, two, slow, slower]) => [
        ...everyone,
        [delay(one, slow), delay(two, slower)],
        [sync(one), leave('cyd')],
        [sync(one), remove('ann', 'bob'), join('cyd')],
        [sync('ann'), sync(one)],
      ]),
  }),
  sketch({
    id: 'resume-in-the-window',
    title: 'Nobody departs in the middle of the resume window, and a participant can still resume',
    clauses: ['resume.resumed', 'connection.lost-in-time'],
    needs: ['resume'],
    window: true,
    timed: true,
    uses: ['cut', 'resume'],
    core: anAttendee.map((who) => [
      ...everyone,
      [cut(who), cut(other(who), 'reset')],
      [wait('half-window')],
      [resume(who)],
      [sync(who)],
    ]),
  }),
  sketch({
    id: 'resume-behind-the-window',
    title: 'A participant who resumes after the resume window is told that it was lost',
    clauses: ['resume.true-reason', 'resume.remembers', 'resume.or-departure', 'connection.lost-in-time'],
    needs: ['resume'],
    codes: [reason.WEBSOCKET_DISCONNECTED],
    window: true,
    timed: true,
    uses: ['cut', 'resume'],
    core: anyone.map((who) => [...everyone, [cut(who)], [wait('past-window')], [resume(who)], [join(who)]]),
  }),
];
