/** What the text leaves to a server: each freedom, the clause that gives or bounds it, and the variants that use it. */
import type { ClauseId } from '../../../gen/clauses.js';

/** Something that the specification leaves to a server. */
export interface Freedom {
  /** What a server may do as it likes, in words. */
  readonly freedom: string;
  readonly clause: ClauseId;
  /** Those beside `every-freedom`, which uses all that can be drawn at random. */
  readonly variants: readonly string[];
  /** Why no variant uses it. */
  readonly untried?: string;
}

/** All freedoms of servers. */
export const freedoms: readonly Freedom[] = [
  {
    freedom: 'what it refuses because of load, and with which of two codes',
    clause: 'limit.load',
    variants: ['under-load', 'small-rooms', 'few-requests'],
  },
  {
    freedom: 'whether somebody who was removed may come in again',
    clause: 'remove.bars',
    variants: ['bars-the-removed'],
  },
  {
    freedom: 'when, within a second, it takes a connection as lost that its client has closed, or that broke off',
    clause: 'connection.noticed',
    variants: ['late-notice', 'latest-notice'],
  },
  {
    freedom: 'when, within a second, it takes a connection as lost that it has closed because of a frame',
    clause: 'frame.contained',
    variants: ['late-frame-loss', 'latest-frame-loss'],
  },
  {
    freedom: 'when, within a second after the timeout, it takes a silent connection as lost',
    clause: 'connection.declared-lost',
    variants: ['late-ends'],
  },
  {
    freedom: 'when, within a second after a time that it announces, it does what is due then',
    clause: 'timers.late',
    variants: ['late-ends'],
  },
  {
    freedom: 'when, within a second after the end of the window, it announces a departure by loss',
    clause: 'connection.lost-in-time',
    variants: ['late-ends'],
  },
  {
    freedom: 'what it sends between the effects of a request and the answer',
    clause: 'fence.between',
    variants: ['late-answers', 'any-order'],
  },
  {
    freedom: 'whether an answer that RoomLeft settles is sent before it, or never',
    clause: 'request.answered',
    variants: ['late-answers'],
  },
  {
    freedom: 'whether a departure that no request caused is told before or after an answer',
    clause: 'fence.timers',
    variants: ['any-order'],
  },
  {
    freedom: 'when, within a second, it tells each observer of a departure that no request caused',
    clause: 'departure.in-time',
    variants: ['any-order', 'outboxes'],
  },
  {
    freedom: 'in which order one recipient hears of different people',
    clause: 'departure.any-order',
    variants: ['any-order'],
  },
  {
    freedom: 'without room_order, in which order each observer hears of the departures of different people',
    clause: 'departure.room-order',
    variants: ['any-order'],
  },
  { freedom: 'in which order a roster lists people', clause: 'join.roster', variants: ['newest-first', 'last-first'] },
  {
    freedom: 'in which order those who depart by one end are told',
    clause: 'end.everyone',
    variants: ['last-first'],
  },
  {
    freedom: 'in which order the observers hear of those who depart together',
    clause: 'operator.together',
    variants: ['last-first', 'any-order'],
  },
  {
    freedom: 'in which order announces_each tells of the others',
    clause: 'announces.each',
    variants: ['announces-each', 'last-first'],
  },
  {
    freedom: 'when it sends what it owes to different people',
    clause: 'fence.effects-first',
    variants: ['unhurried', 'outboxes'],
  },
  {
    freedom: 'whether what a connection still had to be sent when it ended is dropped',
    clause: 'connection.drops-unsent',
    variants: ['dropped-outboxes'],
  },
  {
    freedom: 'whether what had arrived before a connection ended is still taken up',
    clause: 'connection.other-close',
    variants: ['drops-unread'],
  },
  { freedom: 'when it takes up what has arrived', clause: 'request.in-order', variants: ['slow-reader'] },
  { freedom: 'how long a switch is undecided', clause: 'switch.waits', variants: ['undecided-switch'] },
  {
    freedom: 'how long somebody is between two rooms, and what others are told meanwhile',
    clause: 'switch.commits',
    variants: ['slow-switch'],
  },
  {
    freedom: 'when, relative to each other, the two rooms are shown a switch, the departure first',
    clause: 'switch.order',
    variants: ['slow-switch', 'outboxes'],
  },
  {
    freedom: 'when the operator is answered, once everybody has been sent what is owed, and what arrives first',
    clause: 'operator.end',
    variants: ['slow-operator', 'outboxes'],
  },
  {
    freedom: 'when, within a second, the close frame follows RoomLeft',
    clause: 'close.follows',
    variants: ['late-close'],
  },
  {
    freedom: 'whether last_request_id counts what was taken up between the Join and its Joined',
    clause: 'resume.last-request',
    variants: ['late-count'],
  },
  {
    freedom: 'whether it keeps what has been acknowledged',
    clause: 'resume.retained',
    variants: ['keeps-everything'],
  },
  {
    freedom: 'how long, beyond what it must, it remembers those who have departed',
    clause: 'resume.memory',
    variants: ['brief-memory'],
  },
  {
    freedom: 'what it still knows after it was killed and started again',
    clause: 'restart.forgets',
    variants: [],
    untried:
      'a server that remembers needs a store; the oracle explains both, and spec/examples/restarted.history shows it',
  },
  {
    freedom: 'whether the revocation of an access token ends the stay',
    clause: 'access.revoked',
    variants: [],
    untried: 'the suite has no way to revoke a token; in a log the revocation is a call of the operator',
  },
  {
    freedom: 'whether a connection that takes nothing in is taken as lost',
    clause: 'connection.clogged',
    variants: [],
    untried: 'the suite reads whatever comes, but on a frozen connection, which is silent too and lost by that',
  },
  {
    freedom: 'how often Heartbeat is sent, beyond once in each interval',
    clause: 'heartbeat.sent',
    variants: ['heartbeats'],
  },
  { freedom: 'what a reason says in words', clause: 'reason.by-code', variants: ['foreign-words'] },
  { freedom: 'how long a name may be, beyond 128 bytes', clause: 'ids.length', variants: ['short-names'] },
  {
    freedom: 'whether a second device replaces the first or is refused',
    clause: 'join.duplicate',
    variants: ['no-replacing'],
  },
  {
    freedom: 'which features it has, and declares',
    clause: 'request.unknown',
    variants: ['bare', 'no-resumption', 'core-codes', 'announces-each'],
  },
];
