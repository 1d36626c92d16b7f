/** Back: what somebody who has lost its connection may ask first when it has come back, behind all that it missed. */
import fc from 'fast-check';
import type { Feature } from '../../exchange/features.js';
import {
  type Action,
  again,
  attendee,
  cut,
  end,
  host,
  join,
  leave,
  operate,
  type Round,
  remove,
  repeat,
  resume,
  switchRoom,
  sync,
  unknownMode,
  viewer,
} from '../../exchange/scenario.js';
import type { Case } from '../case.js';
import { calm, everyone, plainCase, sketch, turns } from './sketch.js';

const FEW_RUNS = 8;
/** Which request is lost, and whether a true reason shows, is drawn. */
const LOST_RUNS = 12;
const CORE_RUNS = 8;
/** So many requests are tried in one scenario, each behind a loss of its own. */
const REQUESTS = 2;

type Rounds = readonly Round[];

/** There is a second host, so that somebody can be removed while the first one is away. */
const seats = [host('ann'), host('abe'), attendee('bob'), attendee('cyd'), attendee('phone', 'bob'), attendee('gus')];
/** Who is in a room already does not join again: after each request all are there as before. */
const gathered = turns(join('ann'), join('abe'), join('bob'), join('cyd'));

/** What ann may ask first. A server refuses what it does not declare, and that too comes behind what was missed. */
const requests: readonly Rounds[] = [
  turns(sync('ann')),
  turns(leave('ann')),
  turns(end('ann')),
  turns(remove('ann', 'abe')),
  turns(remove('ann', 'cyd')),
  turns(remove('ann', 'ann')),
  turns(viewer('ann')),
  turns(switchRoom('ann', 'green'), leave('ann')),
];

/** What happens to others while ann is away, what it is called, and what a server must offer for it. */
interface Missed {
  readonly id: string;
  readonly title: string;
  readonly needs: readonly Feature[];
  readonly happens: readonly Rounds[];
}

const operatorOn = (call: 'removeParticipant' | 'stopMediaRelay', ...targets: readonly string[]): Action =>
  operate(call, 'blue', { targets });

/** Each kind of departure and arrival by itself, so that a server that lacks one feature is tried with all others. */
const everyMissed: readonly Missed[] = [
  {
    id: 'first-request',
    title: 'departures and arrivals',
    needs: [],
    happens: [
      turns(leave('cyd')),
      turns(leave('cyd'), join('cyd')),
      turns(join('gus'), leave('gus')),
      turns(leave('cyd'), join('gus'), sync('abe')),
    ],
  },
  {
    id: 'first-request-after-removal',
    title: 'a removal',
    needs: ['remove'],
    happens: [turns(remove('abe', 'cyd')), turns(remove('abe', 'cyd'), join('cyd'))],
  },
  {
    id: 'first-request-after-switch',
    title: 'switches of others',
    needs: ['switch'],
    happens: [
      turns(switchRoom('cyd', 'green'), leave('cyd')),
      turns(join('gus', 'green'), switchRoom('gus', 'blue'), leave('gus')),
      turns(switchRoom('cyd', 'green'), switchRoom('cyd', 'blue')),
    ],
  },
  {
    id: 'first-request-after-viewer',
    title: 'the departure of a viewer',
    needs: ['viewer'],
    happens: [turns(viewer('cyd'))],
  },
  {
    id: 'first-request-after-replacement',
    title: 'a replacement',
    needs: ['replace'],
    happens: [turns(join('phone'), leave('phone'))],
  },
  {
    id: 'first-request-after-operator',
    title: 'a call of the operator',
    needs: ['operator', 'relay'],
    happens: [turns(operatorOn('removeParticipant', 'cyd')), turns(operatorOn('stopMediaRelay', 'bob', 'cyd'))],
  },
];

const firstRequests = ({ id, title, needs, happens }: Missed): Case =>
  plainCase({
    id,
    title: `The first request of a participant that has come back is carried out after ${title} that it missed`,
    clauses: ['resume.missed', 'resume.resumed', 'request.answered'],
    needs: ['resume', ...needs],
    runs: FEW_RUNS,
    uses: ['resume', 'cut'],
    scenarios: fc
      .tuple(
        fc.shuffledSubarray([...requests], { minLength: REQUESTS, maxLength: REQUESTS }),
        fc.array(fc.constantFrom(...happens), { minLength: REQUESTS, maxLength: REQUESTS }),
      )
      .map(([asked, missed]) => ({
        seats,
        rounds: asked.flatMap((request, place) => [
          ...gathered,
          [cut('ann')],
          ...(missed[place] ?? []),
          [resume('ann')],
          ...request,
        ]),
      })),
  });

/** The answer to these may be lost with the connection. */
const lostRequests: readonly Rounds[] = requests.map(([first = [], ...others]) => [
  [...first, cut('ann')],
  [resume('ann')],
  [again('ann')],
  ...others,
]);

/** Both ways back; a Join is repeated where nothing was acknowledged yet, so that way alone may end in a refusal. */
const sureWays = (who: string): readonly Rounds[] => [turns(cut(who), resume(who)), turns(resume(who))];
const backOf = (who: string): fc.Arbitrary<Rounds> =>
  fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...sureWays(who)) }, fc.constant(turns(cut(who), repeat(who))));

/** Both have come back: a host, and an attendee who may do no more than before. */
const bothBack = fc.tuple(backOf('ann'), backOf('bob')).map(([ann, bob]) => [...everyone, ...ann, ...bob]);
const quiet = { ...calm, weights: { sync: 1 } };

/** The server cases about those who have come back. */
export const backCases: readonly Case[] = [
  ...everyMissed.map(firstRequests),
  plainCase({
    id: 'requests-lost-on-the-way',
    title: 'A request whose answer was lost with the connection took effect once or never',
    clauses: ['request.never-twice', 'resume.last-request', 'departure.once'],
    needs: ['resume'],
    runs: LOST_RUNS,
    uses: ['resume', 'cut', 'again'],
    scenarios: fc.shuffledSubarray([...lostRequests], { minLength: REQUESTS, maxLength: REQUESTS }).map((all) => ({
      seats,
      rounds: all.flatMap((lost) => [...gathered, ...lost]),
    })),
  }),
  sketch({
    id: 'resumed-role',
    runs: CORE_RUNS,
    title: 'A participant that comes back has the role that it had',
    clauses: ['end.authority', 'end.host', 'resume.resumed'],
    needs: ['resume'],
    uses: ['cut', 'resume', 'end'],
    mix: quiet,
    core: bothBack.map((rounds) => [...rounds, [end('bob')], [end('ann')]]),
  }),
  plainCase({
    id: 'resumed-same-role',
    title: 'A participant that comes back may do what others of its role may do, and nothing else',
    clauses: ['resume.same-role', 'end.authority', 'remove.takes-effect'],
    needs: ['resume', 'remove'],
    runs: CORE_RUNS,
    uses: ['cut', 'resume', 'remove', 'end'],
    scenarios: fc.tuple(backOf('ann'), backOf('bob')).map(([ann, bob]) => ({
      seats,
      rounds: [
        ...gathered,
        ...turns(end('cyd'), remove('abe', 'cyd'), join('cyd')),
        ...ann,
        ...bob,
        ...turns(end('bob'), remove('ann', 'cyd'), end('ann')),
      ],
    })),
  }),
  sketch({
    id: 'resumed-role-removes',
    runs: CORE_RUNS,
    title: 'A host that comes back may remove others, and nobody else may',
    clauses: ['remove.authority', 'remove.takes-effect', 'remove.self', 'resume.resumed'],
    needs: ['resume', 'remove'],
    uses: ['cut', 'resume', 'remove'],
    mix: quiet,
    core: bothBack.map((rounds) => [
      ...rounds,
      [remove('bob', 'cyd')],
      [remove('ann', 'ann')],
      [remove('ann', 'cyd')],
      [remove('ann', 'bob')],
    ]),
  }),
  sketch({
    id: 'resumed-role-switches',
    runs: CORE_RUNS,
    title: 'A participant that comes back and switches has its role in the other room too',
    clauses: ['end.authority', 'end.host', 'switch.answered'],
    needs: ['resume', 'switch'],
    uses: ['cut', 'resume', 'switch', 'end'],
    mix: quiet,
    core: bothBack.map((rounds) => [
      ...rounds,
      [switchRoom('ann', 'green')],
      [switchRoom('bob', 'green')],
      [end('bob')],
      [end('ann')],
    ]),
  }),
  sketch({
    id: 'resumed-viewer',
    runs: FEW_RUNS,
    title: 'A participant that comes back may become a viewer',
    clauses: ['viewer.departs', 'viewer.unknown-mode', 'resume.resumed'],
    needs: ['resume', 'viewer'],
    uses: ['cut', 'resume', 'mode'],
    mix: quiet,
    core: bothBack.map((rounds) => [...rounds, [unknownMode('bob')], [viewer('bob')], [viewer('ann')]]),
  }),
];
