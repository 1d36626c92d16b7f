/**
 * Returning: what is timed for somebody who has come back. Signs of life and silences count on the new connection, each loss has a window of
 * its own, and no timer of before goes on.
 */
import fc from 'fast-check';
import { reason, wsClose } from '../../../gen/codes.js';
import type { Feature } from '../../exchange/features.js';
import {
  type Action,
  attendee,
  close,
  cut,
  freeze,
  heal,
  host,
  join,
  leave,
  type Round,
  remove,
  resume,
  switchRoom,
  sync,
  wait,
} from '../../exchange/scenario.js';
import type { Case } from '../case.js';
import { anAttendee, anyone, everyone, type Fields, other, plainCase, seats, turns } from './sketch.js';

/** All of these wait, and do so at the same time; each draws little. */
const FEW_RUNS = 6;
/** Of what takes the place of a connection there is little to draw. */
const SUCCESSOR_RUNS = 3;
/** So often somebody comes back before the loss that is looked at: that one is the fourth of its stay. */
const RETURNS = 3;
const SILENCES = 2;

type Rounds = readonly Round[];
/** Nothing goes on around what is timed: each loss but the last one is over before the next begins. */
interface Returning extends Omit<Fields, 'scenarios'> {
  readonly core: fc.Arbitrary<Rounds>;
}

const returning = ({ core, needs = [], ...fields }: Returning): Case =>
  plainCase({
    needs: ['resume', ...needs],
    timed: true,
    runs: FEW_RUNS,
    ...fields,
    scenarios: core.map((rounds) => ({
      seats: [...seats, attendee('phone', 'bob'), host('abe')],
      rounds: [...everyone, ...rounds],
    })),
  });

/** Each way to lose a connection that the server notices at once. */
const loses = (who: string): fc.Arbitrary<Action> =>
  fc.constantFrom(cut(who), cut(who, 'reset'), close(who, wsClose.NORMAL));

/** Each way to come back; without a loss, too. A repeated Join may be refused, and its connection is then closed after 10 s. */
const waysBack: readonly ((who: string) => Rounds)[] = [
  (who) => turns(cut(who), resume(who)),
  (who) => turns(resume(who)),
  (who) => turns(freeze(who), resume(who), heal(who)),
];

/** All three come back, each in a way of its own. */
const allComeBack: fc.Arbitrary<Rounds> = fc
  .shuffledSubarray([...waysBack], { minLength: 3, maxLength: 3 })
  .map((ways) => ['ann', 'bob', 'cyd'].flatMap((who, place) => ways[place]?.(who) ?? []));

const times = (count: number, rounds: fc.Arbitrary<Rounds>): fc.Arbitrary<Rounds> =>
  fc.array(rounds, { minLength: count, maxLength: count }).map((all) => all.flat());

/** Somebody is back before its window is over, and before its silence is long enough. */
const backInTheWindow = (who: string): fc.Arbitrary<Rounds> =>
  loses(who).map((loss) => [[loss], [wait('half-window')], [resume(who)]]);
const backInTheSilence = (who: string): fc.Arbitrary<Rounds> =>
  fc.constant([[freeze(who)], [wait('half-timeout')], [resume(who)], [heal(who)]]);

/** What takes the place of a connection that bob has lost, and on which seat. */
interface Successor {
  readonly id: string;
  readonly title: string;
  readonly needs: readonly Feature[];
  readonly seat: string;
  readonly comes: readonly Action[];
}

const successors: readonly Successor[] = [
  { id: 'resume', title: 'a Resume', needs: [], seat: 'bob', comes: [resume('bob')] },
  { id: 'replacement', title: 'a replacement', needs: ['replace'], seat: 'phone', comes: [join('phone')] },
  {
    id: 'new-stay',
    title: 'a removal and a new stay',
    needs: ['remove'],
    seat: 'phone',
    comes: [remove('ann', 'bob'), join('phone')],
  },
  {
    id: 'switch',
    title: 'a Resume and a switch',
    needs: ['switch'],
    seat: 'bob',
    comes: [join('abe', 'green'), resume('bob'), switchRoom('bob', 'green')],
  },
];

/** The timer of what was lost must not run out on its successor, and nothing happens to it or to the others. */
const nothingHappens = ({ seat }: Successor): Rounds => turns(sync(seat), sync('ann'), sync('cyd'), leave(seat));

const windowOver = (successor: Successor): Case =>
  returning({
    id: `no-window-after-${successor.id}`,
    title: `The resume window of a lost connection does not go on after ${successor.title}`,
    clauses: ['reason.true', 'departure.once', 'departure.tells-others'],
    needs: successor.needs,
    runs: SUCCESSOR_RUNS,
    window: true,
    uses: ['cut', 'resume'],
    core: fc
      .tuple(loses('bob'), fc.boolean())
      .map(([loss, late]) => [
        [loss],
        ...(late ? [[wait('half-window')]] : []),
        ...turns(...successor.comes),
        [wait('past-window')],
        ...nothingHappens(successor),
      ]),
  });

const silenceOver = (successor: Successor): Case =>
  returning({
    id: `no-silence-after-${successor.id}`,
    title: `The silence of an old connection does not count after ${successor.title}`,
    clauses: ['heartbeat.timeout', 'departure.once'],
    needs: successor.needs,
    runs: SUCCESSOR_RUNS,
    heartbeat: ['timeout'],
    uses: ['freeze', 'resume'],
    core: fc
      .boolean()
      .map((heals) => [
        [freeze('bob')],
        [wait('half-timeout')],
        ...turns(...successor.comes),
        ...(heals ? [[heal('bob')]] : []),
        [wait('past-timeout')],
        ...nothingHappens(successor),
      ]),
  });

/** The server cases about what is timed after a return. */
export const returningCases: readonly Case[] = [
  returning({
    id: 'returned-heartbeat',
    title: 'The server sends Heartbeat in each interval to a client that has come back, which stays connected',
    clauses: ['heartbeat.sent', 'heartbeat.timeout'],
    heartbeat: ['interval'],
    uses: ['resume'],
    core: allComeBack.map((back) => [
      ...back,
      [wait('heartbeats')],
      turns(sync('ann'), sync('bob'), sync('cyd')).flat(),
    ]),
  }),
  returning({
    id: 'returned-silence',
    title: 'A client that has come back and falls silent is lost in time',
    clauses: ['connection.lost', 'connection.lost-in-time'],
    codes: [reason.WEBSOCKET_DISCONNECTED],
    window: true,
    heartbeat: ['timeout'],
    uses: ['freeze', 'resume'],
    core: fc
      .tuple(allComeBack, fc.shuffledSubarray(['ann', 'bob', 'cyd'], { minLength: 2, maxLength: 2 }))
      .map(([back, silent]) => [...back, ...silent.map((who): Round => [freeze(who)])]),
  }),
  returning({
    id: 'silent-again',
    title: 'Each silence of a client counts from its own beginning',
    clauses: ['heartbeat.timeout', 'connection.lost', 'connection.lost-in-time'],
    codes: [reason.WEBSOCKET_DISCONNECTED],
    window: true,
    heartbeat: ['timeout'],
    uses: ['freeze', 'heal', 'resume'],
    core: anyone.chain((who) => times(SILENCES, backInTheSilence(who)).map((back) => [...back, [freeze(who)]])),
  }),
  returning({
    id: 'lost-again',
    title: 'Each loss of a stay has the whole resume window, counted from that loss',
    clauses: ['connection.lost-in-time', 'connection.lost', 'resume.resumed', 'departure.once'],
    codes: [reason.WEBSOCKET_DISCONNECTED],
    window: true,
    uses: ['cut', 'resume'],
    core: anyone.chain((who) =>
      fc.tuple(times(RETURNS, backInTheWindow(who)), loses(who)).map(([back, loss]) => [...back, [loss]]),
    ),
  }),
  returning({
    id: 'resume-behind-a-later-window',
    title: 'A participant who resumes after the window of a later loss is told that it was lost',
    clauses: ['resume.true-reason', 'resume.remembers', 'resume.or-departure', 'connection.lost-in-time'],
    codes: [reason.WEBSOCKET_DISCONNECTED],
    window: true,
    uses: ['cut', 'resume'],
    core: anyone.chain((who) =>
      fc
        .tuple(times(RETURNS, backInTheWindow(who)), loses(who))
        .map(([back, loss]) => [...back, [loss], [wait('past-window')], [resume(who)], [join(who)]]),
    ),
  }),
  returning({
    id: 'replaced-end',
    title: 'The end of a connection that another one has replaced is no loss',
    clauses: ['resume.replaced-end', 'resume.old-connection', 'departure.once'],
    runs: SUCCESSOR_RUNS,
    window: true,
    uses: ['resume'],
    core: anyone.map((who) => [
      [resume(who)],
      [wait('past-window')],
      ...turns(sync('ann'), sync('bob'), sync('cyd'), leave(who)),
    ]),
  }),
  ...successors.map(windowOver),
  ...successors.map(silenceOver),
  returning({
    id: 'last-one-lost',
    title: 'A room closes when the window of the last one in it is over, and the next Join opens a new session',
    clauses: ['session.fresh', 'session.shared', 'join.roster'],
    window: true,
    uses: ['cut', 'leave'],
    core: anAttendee.chain((who) =>
      fc
        .tuple(fc.boolean(), fc.boolean(), loses(who))
        .map(([returned, together, loss]) => [
          [leave('ann')],
          ...(returned ? turns(cut(who), resume(who)) : []),
          ...(together ? [[loss, cut(other(who))]] : [[leave(other(who))], [loss]]),
          [wait('past-window')],
          [join('ann')],
          [join(who)],
        ]),
    ),
  }),
];
