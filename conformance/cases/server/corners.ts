/** Corner values: what stands at the edge of what a field may hold, from the table in `edges.ts`. */
import fc from 'fast-check';
import {
  attendee,
  cut,
  delay,
  end,
  host,
  join,
  leave,
  mute,
  type Round,
  resume,
  switchRoom,
  sync,
  wait,
} from '../../exchange/scenario.js';
import type { Case } from '../case.js';
import {
  type Edge,
  frameEdges,
  participantIds,
  requestEdges,
  roomIds,
  tokenEdges,
  unfitEdges,
  vectorEdges,
} from './edges.js';
import { plainCase, seats, turns } from './sketch.js';

/** Few, since each tries several rows of the table. */
const CORNER_RUNS = 4;
/** Not every pair of ids is at an edge. */
const ID_RUNS = 7;
const WIRE = 'how a system writes what it sends is its own';

const some = (edges: readonly Edge[], least = edges.length): fc.Arbitrary<readonly Edge[]> =>
  fc.shuffledSubarray([...edges], { minLength: least });

/** The server cases about corner values. */
export const cornerCases: readonly Case[] = [
  plainCase({
    id: 'unfit-join',
    title: 'Nobody joins without a name, into a room without a name, or in a role that does not exist',
    clauses: ['join.invalid', 'join.refused-unbound', 'request.refused-changes-nothing'],
    wireOnly: WIRE,
    runs: CORNER_RUNS,
    scenarios: some(unfitEdges).map((tried) => ({
      seats,
      rounds: [[join('ann')], ...tried.map(({ step }): Round => [step]), [sync('ann')], [join('bob')], [sync('bob')]],
    })),
  }),
  plainCase({
    id: 'longest-ids',
    title: 'The shortest and the longest ids of rooms and of participants are ids',
    clauses: ['ids.length', 'join.roster', 'departure.tells-others'],
    wireOnly: WIRE,
    runs: ID_RUNS,
    scenarios: fc.tuple(fc.constantFrom(...roomIds), fc.constantFrom(...participantIds)).map(([room, who]) => ({
      seats: [host('ann'), attendee('bob', who)],
      rounds: turns(join('ann', room), join('bob', room), sync('bob'), leave('bob')),
    })),
  }),
  plainCase({
    id: 'two-flaws',
    title: 'A token that is forged or expired is refused as such, whatever else is wrong with it',
    clauses: ['access.token', 'join.refused-unbound'],
    tokens: true,
    runs: CORNER_RUNS,
    scenarios: some(tokenEdges).map((tried) => ({
      seats,
      rounds: [[join('ann')], ...tried.map(({ step }): Round => [step]), [sync('ann')], [join('bob')]],
    })),
  }),
  plainCase({
    id: 'longest-frames',
    title: 'A message of 65,536 bytes is dealt with, and one byte more closes the connection',
    clauses: ['sync.accepted', 'frame.oversize', 'frame.contained'],
    wireOnly: WIRE,
    uses: ['malformed'],
    timed: true,
    runs: CORNER_RUNS,
    scenarios: fc.constant({
      seats,
      rounds: [[join('ann')], [join('bob')], ...frameEdges.map(({ step }): Round => [step]), [sync('ann')]],
    }),
  }),
  plainCase({
    id: 'undecodable-frames',
    title: 'Whatever makes a frame undecodable, it closes its own connection with 1007',
    clauses: ['frame.undecodable', 'frame.contained'],
    wireOnly: WIRE,
    uses: ['malformed'],
    timed: true,
    runs: CORNER_RUNS,
    scenarios: some(vectorEdges).map((tried) => ({
      seats,
      rounds: [[join('ann')], ...tried.flatMap(({ step }): Round[] => [[join('bob')], [step], [sync('ann')]])],
    })),
  }),
  plainCase({
    id: 'refused-requests',
    title: 'A mode, a room or a participation that does not exist is refused, and the caller stays',
    clauses: ['request.refused-changes-nothing', 'switch.same-room'],
    needs: ['switch', 'viewer', 'remove'],
    wireOnly: WIRE,
    runs: CORNER_RUNS,
    scenarios: some(requestEdges).map((tried) => ({
      seats,
      rounds: [[join('ann')], [join('bob')], ...tried.map(({ step }): Round => [step]), [sync('bob')], [sync('ann')]],
    })),
  }),
  plainCase({
    id: 'requests-alone',
    title: 'A client that asks for something now and then, and acknowledges nothing by itself, is alive',
    clauses: ['heartbeat.timeout'],
    wireOnly: WIRE,
    heartbeat: ['interval', 'timeout'],
    timed: true,
    uses: ['mute', 'wait'],
    runs: 2,
    scenarios: fc.constantFrom('ann', 'bob').map((who) => {
      const lives: Round[] = [[wait('half-timeout')], [sync(who)]];
      return { seats, rounds: [[join('ann')], [join('bob')], [mute(who)], [sync(who)], ...lives, ...lives, ...lives] };
    }),
  }),
  plainCase({
    id: 'resume-from-the-ack',
    title: 'What no Ack has covered is sent once more, from the Joined on',
    clauses: ['resume.resumed', 'resume.missed'],
    needs: ['resume'],
    wireOnly: WIRE,
    uses: ['resume', 'cut'],
    runs: CORNER_RUNS,
    scenarios: fc.tuple(fc.boolean(), fc.boolean()).map(([acked, away]) => ({
      seats,
      rounds: [
        [join('ann')],
        ...(acked ? [[sync('ann')]] : []),
        [join('bob')],
        [join('cyd')],
        [leave('bob')],
        [cut('ann')],
        ...(away ? [[leave('cyd')]] : []),
        [resume('ann', { sequence: 'acked' })],
        [sync('ann')],
      ],
    })),
  }),
  plainCase({
    id: 'former-tokens',
    title: 'The token of a stay that is over brings nobody back',
    clauses: ['resume.or-departure', 'resume.true-reason'],
    needs: ['resume'],
    wireOnly: WIRE,
    uses: ['resume', 'leave'],
    runs: 2,
    scenarios: fc.constant({
      seats,
      rounds: [
        [join('ann')],
        [join('bob')],
        [leave('bob')],
        [join('bob')],
        [resume('bob', { token: 'former' })],
        [sync('bob'), sync('ann')],
      ],
    }),
  }),
  plainCase({
    id: 'tokens-before-a-switch',
    title: 'The token of the room before a switch brings nobody back, once the client was heard under the newer one',
    clauses: ['resume.token-dies', 'resume.tokens-serve'],
    needs: ['resume', 'switch'],
    wireOnly: WIRE,
    uses: ['resume', 'switch', 'cut'],
    runs: 2 * CORNER_RUNS,
    scenarios: fc.boolean().map((cutOff) => ({
      seats,
      rounds: [
        [join('ann')],
        [join('bob')],
        [switchRoom('bob', 'green')],
        [sync('bob')],
        ...(cutOff ? [[cut('bob')]] : []),
        [resume('bob', { token: 'first' })],
        [resume('bob')],
        [sync('bob'), sync('ann')],
      ],
    })),
  }),
  plainCase({
    id: 'refused-end-and-switch',
    title: 'An End that is refused does nothing to somebody who is on the way in',
    clauses: ['end.authority', 'switch.answered', 'request.refused-changes-nothing'],
    needs: ['switch'],
    uses: ['switch', 'end', 'delay'],
    runs: 10,
    scenarios: fc.constantFrom(2, 5, 20).map((ms) => {
      // A token has to be looked at before a place is kept: the End comes a little later.
      const race: Round = [switchRoom('bob', 'green'), end('cyd')];
      return {
        seats: [host('ann'), attendee('bob'), attendee('cyd'), attendee('dan')],
        rounds: [
          [join('ann'), join('cyd', 'green')],
          [join('bob'), join('dan', 'green')],
          [delay('cyd', ms)],
          race,
          [sync('bob')],
          [sync('cyd'), sync('dan')],
        ],
      };
    }),
  }),
];
